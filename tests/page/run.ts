import { join } from "node:path";
import { findChromium } from "./browser";

/** `npm run test:page`: the console in a real browser. */
if (findChromium() === undefined) {
  console.log("Skipped: the page tests need Chromium (Debian: apt-get install chromium), or CHROMIUM with its path.");
} else {
  process.argv[2] = `^page/${process.argv[2] ?? ""}.*\\.page\\.ts$`;
  require(join(__dirname, "../../tools/main/test-group.cjs"));
}
