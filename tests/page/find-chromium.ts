import { existsSync } from "node:fs";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/** The Chromium of this machine; `CHROMIUM` names another one. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM ?? "", ...usual].find((path) => path !== "" && existsSync(path));
