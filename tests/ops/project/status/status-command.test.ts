import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configFolder, emptyStack, newProject } from "../config-folder";

const test = suite("project disable and enable, in the config");

test("the status stands in the config with its reason, and a record out of reach is said to be", async () => {
  const { run, read } = configFolder(emptyStack);
  await run(newProject);

  const disabled = await run(["disable", "pi-ccc-001", "--reason", "unpaid"]);

  assert.is(disabled.code, 1);
  assert.match(read(), /\n {6}project_status: inactive # \d{4}-\d\d-\d\dT\S+Z \S+: unpaid\n/);
  assert.match(disabled.text, /is inactive in Pulumi\.local\.yaml[\s\S]*The record could not be changed .*NOT before/);

  await run(["enable", "pi-ccc-001", "--reason", "paid"]);
  assert.match(read(), /\n {6}project_status: active # \d{4}-\d\d-\d\dT\S+Z \S+: paid\n/);
});

test("without a reason nothing is changed", async () => {
  const { run, read } = configFolder(emptyStack);
  await run(newProject);
  const before = read();
  const { code, text } = await run(["disable", "pi-ccc-001"]);
  assert.equal([code, read()], [2, before]);
  assert.match(text, /^disable needs --reason/);
});

test("a project that is not there is said not to be, with those that are", async () => {
  const { run } = configFolder(emptyStack);
  await run(newProject);
  const { code, text } = await run(["disable", "pi-zzz", "--reason", "x"]);
  assert.is(code, 1);
  assert.match(text, /has no project "pi-zzz"; it has ci-ccc-003\/pi-ccc-001/);
});

test.run();
