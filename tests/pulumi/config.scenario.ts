import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { project } from "../../tools/measure/sample/captured-program";
import { addProject, changesIn, exported, type Lab, labWith, makeLab, scenario, standing } from "./lab";

const stackFile = ({ folder }: Lab, stack: string): string => join(folder, `Pulumi.${stack}.yaml`);
const linesOf = (file: string): readonly string[] => readFileSync(file, "utf8").trimEnd().split("\n");

const CANARY = "sk-canary-of-the-lab";

const up = ["up", "--stack", "dev", "--yes", "--skip-preview"];

scenario("a setting, a secret and a project are given to a stack, and the project is taken away again", async () => {
  const lab = await labWith("dev");
  const set = (...words: readonly string[]) => lab.done("config", "set", "--stack", "dev", ...words);
  await set("--path", "projects[0].rate_limits.requests_per_minute", "70");
  await set("--secret", "--path", 'secretValues["openai-api-key/whatsapp"].ai_api_key', CANARY);
  const without = readFileSync(stackFile(lab, "dev"), "utf8");
  await addProject(lab, "dev");

  const made = changesIn(await lab.done(...up));
  const [{ text: closed }, { text: open }] = [await exported(lab, "dev"), await exported(lab, "dev", "--show-secrets")];
  writeFileSync(stackFile(lab, "dev"), without);
  const taken = changesIn(await lab.done(...up));

  assert.not.match(without, CANARY);
  assert.not.match(closed, CANARY);
  assert.match(open, CANARY);
  // Its record, key, plan, place in the plan and secrets; besides those the value of the secret above was made.
  assert.ok((taken.deleted ?? 0) >= 5, JSON.stringify(taken));
  assert.is(made.created, (taken.deleted ?? 0) + 1);
});

/** As they were shipped: where an operator has set up a stack, its file has gone through the command. */
const shippedFiles = ["dev", "prod", "local"].filter(
  (stack) => !/^(secretsprovider|encryptionsalt):/m.test(readFileSync(join(project, `Pulumi.${stack}.yaml`), "utf8")),
);

scenario("the first setting changes one line of a stack's file", async () => {
  const lab = await makeLab();
  for (const stack of shippedFiles) {
    cpSync(join(project, `Pulumi.${stack}.yaml`), stackFile(lab, stack));
    const before = linesOf(stackFile(lab, stack));
    await lab.done("stack", "init", stack);
    await lab.done("config", "set", "--stack", stack, "aws:region", "eu-west-1");
    const after = linesOf(stackFile(lab, stack));

    const keysNotIn = (other: readonly string[], lines: readonly string[]) =>
      lines.filter((line) => !other.includes(line)).map((line) => line.trim().split(": ")[0]);
    assert.equal(keysNotIn(after, before), ["aws:region"], stack);
    assert.equal(keysNotIn(before, after), ["aws:region", "encryptionsalt"], stack);
  }
});

scenario("every wrong value is named at once, without a stack trace, and nothing is changed", async () => {
  const lab = await labWith("dev");
  const before = await standing(lab, "dev");
  const wrong = { batchSize: "many", logLevel: "LOUD", corsOrigins: "everywhere" };
  for (const [key, value] of Object.entries(wrong)) await lab.done("config", "set", "--stack", "dev", key, value);

  const { code, text } = await lab.pulumi(...up);

  assert.is(code, 1);
  for (const key of Object.keys(wrong)) assert.match(text, key);
  assert.not.match(text, /^ +at /m);
  assert.equal(await standing(lab, "dev"), before);
});
