import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { circlesOf } from "../../../tools/measure/import-circles";
import { temporaryFolder } from "../../helpers/temporary-folder";

const project = resolve(__dirname, "../../..");
const biome = join(project, "node_modules/@biomejs/biome/bin/biome");

type Import = readonly [from: string, to: string];

/** The imports that the linter's rules refuse, of a tree that holds these alone. */
const refusedOf = (imports: readonly Import[]): readonly Import[] => {
  const folder = temporaryFolder();
  copyFileSync(join(project, "biome.json"), join(folder, "biome.json"));
  imports.forEach(([from, to], n) => {
    mkdirSync(join(folder, dirname(from)), { recursive: true });
    writeFileSync(join(folder, from.replace("*", String(n))), `import type { A } from "${to}";\nexport type B = A;\n`);
  });
  const words = ["lint", "--vcs-enabled=false", "--only=style/noRestrictedImports", "--max-diagnostics=none"];
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...words, "--reporter=github", "."], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.match(stderr + stdout, /Checked|::error/);
  return imports.filter(([from], n) => stdout.includes(`/${from.replace("*", String(n))},line=`));
};

const refused: readonly Import[] = [
  ["runtime/request/*.ts", "../../infra/names"],
  ["runtime/adapters/*.ts", "../../infra/names"],
  ["runtime/handlers/*.ts", "../../tools/aws/http"],
  ["runtime/router/*.ts", "../../tools/aws/http"],
  ["runtime/router/*.ts", "../../tests/helpers/clock"],
  ["runtime/adapters/*.ts", "@pulumi/aws"],
  ["runtime/*.ts", "@pulumi/pulumi"],
  ["runtime/ports/*.ts", "../adapters/sqs"],
  ["runtime/processor/*.ts", "../adapters/sqs"],
  ["runtime/*.ts", "./adapters/sqs"],
  ["runtime/router/*.ts", "../handlers/router"],
  ["runtime/adapters/*.ts", "../handlers/router"],
  ["infra/*.ts", "../tools/aws/http"],
  ["infra/config/*.ts", "../../tools/engine/options"],
  ["infra/config/*.ts", "../../runtime/adapters/sqs"],
  ["infra/config/*.ts", "../../tests/helpers/clock"],
  ["tools/ops/*.ts", "../../tests/helpers/clock"],
  ["tools/aws/sqs/*.ts", "../../engine/options"],
  ["tools/providers/*.ts", "../console/server/listen"],
  ["tools/providers/openai/*.ts", "../../ops/run-ops"],
  ["tools/engine/run/*.ts", "../../console/server/listen"],
  ["tools/engine/*.ts", "../main/start"],
  ["tools/engine/*.ts", "../measure/soak"],
  ["tools/ops/*.ts", "../console/server/listen"],
  ["tools/measure/*.ts", "../main/start"],
  ["tools/delivery/*.ts", "../console/server/listen"],
  ["tools/console/*.ts", "../main/start"],
];

const allowed: readonly Import[] = [
  ["runtime/handlers/*.ts", "../adapters/sqs"],
  ["runtime/adapters/*.ts", "../ports/queue"],
  ["runtime/adapters/*.ts", "./dynamo"],
  ["runtime/processor/*.ts", "../ports/queue"],
  ["infra/functions/*.ts", "../../runtime/handlers/router"],
  ["infra/functions/*.ts", "@pulumi/aws"],
  ["tools/main/*.ts", "../console/server/listen"],
  ["tools/main/*.ts", "../engine/options"],
  ["tools/console/*.ts", "../ops/run-ops"],
  ["tools/ops/*.ts", "../engine/options"],
  ["tools/engine/*.ts", "../aws/http"],
  ["tools/engine/*.ts", "../../infra/names"],
  ["tools/providers/*.ts", "../aws/http"],
  ["tests/tools/main/*.ts", "../../../tools/main/start"],
];

test("every import over a wall is refused, and none that keeps to the doors", () => {
  assert.equal(refusedOf([...refused, ...allowed]), refused);
});

test("a circle of files is named, types and all", () => {
  const imports = new Map([
    ["runtime/a.ts", ["runtime/b.ts"]],
    ["runtime/b.ts", ["runtime/c.ts"]],
    ["runtime/c.ts", ["runtime/b.ts"]],
  ]);

  assert.equal(circlesOf(imports), ["circle of files: runtime/b.ts → runtime/c.ts → runtime/b.ts"]);
});

test("a circle of folders is named with its imports, though no file is in a circle: of neighbours, and of a parent and its child", () => {
  const imports = new Map([
    ["runtime/router/a.ts", ["runtime/log/a.ts"]],
    ["runtime/log/b.ts", ["runtime/router/b.ts"]],
    ["tools/ops/a.ts", ["tools/ops/erase/a.ts"]],
    ["tools/ops/erase/b.ts", ["tools/ops/b.ts"]],
  ]);

  assert.equal(circlesOf(imports), [
    [
      "circle of folders: runtime/router → runtime/log → runtime/router",
      "  runtime/router/a.ts → runtime/log/a.ts",
      "  runtime/log/b.ts → runtime/router/b.ts",
    ].join("\n"),
    [
      "circle of folders: tools/ops → tools/ops/erase → tools/ops",
      "  tools/ops/a.ts → tools/ops/erase/a.ts",
      "  tools/ops/erase/b.ts → tools/ops/b.ts",
    ].join("\n"),
  ]);
});

test("folders that import one after the other are no circle", () => {
  const imports = new Map([
    ["infra/config/a.ts", ["infra/names.ts"]],
    ["infra/functions/a.ts", ["infra/config/a.ts", "infra/names.ts"]],
  ]);

  assert.equal(circlesOf(imports), []);
});
