import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { keptBundle } from "../../../infra/ship/kept-bundle";
import { temporaryFolder } from "../../helpers/temporary-folder";

const { KEPT_BUNDLES: before } = process.env;
test.after(() => {
  if (before === undefined) delete process.env.KEPT_BUNDLES;
  else process.env.KEPT_BUNDLES = before;
});

test("a bundle is kept by its own files, in whichever folder, the settings and the packages, where a folder for it is named, and made anew otherwise", async () => {
  const [folder, copy] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(folder, "node_modules"));
  let made = 0;
  const bundleIn = (folder: string): Promise<string> =>
    keptBundle("the entry", folder, async () => {
      made += 1;
      return { text: `bundle ${made}`, inputs: ["own.ts"] };
    });
  const bundleWith = (file: string, text: string): Promise<string> => {
    writeFileSync(join(folder, file), text);
    return bundleIn(folder);
  };
  process.env.KEPT_BUNDLES = join(folder, "kept");

  const texts = [];
  for (const [file, text] of [
    ["own.ts", "1"],
    ["own.ts", "1"],
    ["own.ts", "2"],
    ["own.ts", "1"],
    ["tsconfig.json", "{}"],
    ["node_modules/.package-lock.json", "{}"],
    ["other.ts", "1"],
  ] as const)
    texts.push(await bundleWith(file, text));
  cpSync(folder, copy, { recursive: true });
  texts.push(await bundleIn(copy));
  process.env.KEPT_BUNDLES = "";
  texts.push(await bundleWith("own.ts", "1"));

  assert.equal(
    texts.map((text) => Number(text.slice(-1))),
    [1, 1, 2, 1, 3, 4, 4, 4, 5],
  );
});
