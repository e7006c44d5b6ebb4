import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { commit } from "./release-before.json";

/** `npm run test:beside`: the functions of the release before and of this one, in all mixtures that a deployment passes through. */
const { status } = spawnSync("git", ["cat-file", "-e", `${commit}^{commit}`], { cwd: __dirname });
if (status !== 0) {
  console.log(`Skipped: this needs the commit ${commit} of the release before, and git (a shallow clone has none).`);
} else {
  process.argv[2] = `^releases/${process.argv[2] ?? ""}.*\\.scenario\\.ts$`;
  require(join(__dirname, "../../tools/main/test-group.cjs"));
}
