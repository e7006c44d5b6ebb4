import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("the threat model");

const project = resolve(__dirname, "../../..");
const text = readFileSync(join(project, "docs/threat-model.md"), "utf8");

/** What may stand for a path of the repository: a suite without its ending, or a file as it is. */
const forms = (path: string): readonly string[] => [`tests/${path}.test.ts`, `tests/${path}.page.ts`, path];

test("names suites and files that there are", () => {
  const named = [...text.matchAll(/`((?:runtime|infra|tools|journey|page|proofs)\/[\w./-]+)`/g)].map(
    ([, path = ""]) => path,
  );

  assert.ok(named.length > 20);
  assert.equal(
    named.filter((path) => !forms(path).some((form) => existsSync(join(project, form)))),
    [],
  );
});

test("says of every danger that it lists what stops it, by a suite", () => {
  const rows = text.split("\n").filter((line) => /^\| (?!reaches |-)/.test(line) && !line.startsWith("|---"));

  assert.equal(
    rows.filter((row) => !/`[\w-]+\/[^`]+`/.test(row.split(" | ")[1] ?? "")),
    [],
  );
});
