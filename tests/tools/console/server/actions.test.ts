import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ActionEntry } from "../../../../tools/console/api/action";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { aConsole, closeConsoles } from "./a-console";

test.after.each(closeConsoles);

const entryOf = (body: string): ActionEntry => JSON.parse(body).action;

test("are done, told and recorded with who asked, when and why", async () => {
  const journalFile = join(temporaryFolder(), "kept", "actions.jsonl");
  const { own } = await aConsole({ journalFile });
  const before = new Date().toISOString();
  for (const [word, ...expected] of [
    ["yes", "done", "yes"],
    ["no", "refused", "no"],
    ["fall", "failed", "it fell"],
  ]) {
    const { state, text } = entryOf((await own("POST", "/api/actions/echo", { word })).body);
    assert.equal([state, text], expected);
  }
  const listed: readonly ActionEntry[] = JSON.parse((await own("GET", "/api/actions")).body);
  const lines = readFileSync(journalFile, "utf8").trimEnd().split("\n");
  const recorded = lines.map((line): ActionEntry => JSON.parse(line));
  assert.equal(recorded.toReversed(), listed);
  const [{ at = "", id = "", ...rest } = {}] = recorded;
  assert.equal(rest, {
    name: "echo",
    operator: "ada",
    reason: "because",
    subject: "a word",
    state: "done",
    text: "yes",
  });
  assert.ok(at >= before && id !== "");
});

test("are refused by name, and nothing is done or recorded, where the console only looks", async () => {
  const journalFile = join(temporaryFolder(), "actions.jsonl");
  const { own } = await aConsole({ journalFile, mayAct: false });
  const { status, body } = await own("POST", "/api/actions/echo", { word: "yes" });
  const problem = "echo is not allowed: start the console with --allow-actions";
  assert.equal([status, JSON.parse(body)], [403, { problem }]);
  assert.equal(JSON.parse((await own("GET", "/api/actions")).body), []);
  assert.not(existsSync(journalFile));
});

test("that do not exist, and bodies that are no JSON objects, are refused in words", async () => {
  const { own } = await aConsole();
  const unknown = await own("POST", "/api/actions/launch", {});
  assert.equal([unknown.status, JSON.parse(unknown.body)], [404, { problem: 'there is no action "launch" here' }]);
  for (const [type, body] of [
    ["text/plain", "{}"],
    ["application/json", "{"],
    ["application/json", "[]"],
  ] as const)
    assert.is((await own("POST", "/api/actions/echo", body, type)).status, 400);
  assert.is((await own("POST", "/api/try", {})).status, 403);
});
