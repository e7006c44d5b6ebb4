import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { testWrongUsage, type Wrong } from "../operator";
import { configFolder, emptyStack, folderWithProject } from "./config-folder";

const testListCommand = suite("project list");

testListCommand("projects are listed with what an operator wants to know", async () => {
  const { run } = await folderWithProject(["--requests-per-minute", "60"]);

  const { code, printed } = await run(["list", "--json"]);

  assert.is(code, 0);
  assert.equal(JSON.parse(printed[0] ?? ""), {
    stack: "local",
    projects: [
      {
        company_id: "ci-ccc-003",
        project_id: "pi-ccc-001",
        company_name: "Corner Bakery",
        project_name: "Saturday staff",
        status: "active",
        channels: ["sms"],
        simulated: ["sms"],
        limits: "60 a minute",
        api_keys: ["1"],
      },
    ],
    faults: [],
  });
});

testListCommand("an entry with faults is left out by name", async () => {
  const { run } = configFolder(emptyStack.replace("[]", "[{ company_id: ci-1 }]"));
  const { text } = await run(["list"]);
  assert.match(text, /Left out: projects\[0\]\.project_id must be/);
});

testListCommand("there are as many helps as commands", async () => {
  const { run } = configFolder();
  for (const command of ["new", "list", "check", "disable", "enable", "rotate-key", "send-test"]) {
    const { code, text } = await run([command, "--help"]);
    assert.is(code, 0);
    assert.match(text, new RegExp(`npm run project -- ${command}`));
  }
});

const testRotateKeyCommand = suite("project rotate-key, in the config");

const made = async () => {
  const made = await folderWithProject();
  return { ...made, labels: () => parse(made.read()).config["ai-multi-comms:projects"][0].api_keys };
};

testRotateKeyCommand("first there are two keys, then the old one is gone", async () => {
  const { run, labels } = await made();

  const added = await run(["rotate-key", "pi-ccc-001"]);
  assert.equal([added.code, labels()], [0, ["1", "2"]]);
  assert.match(added.text, /has the keys 1 and 2 [\s\S]*Next:[\s\S]*--show[\s\S]*--finish/);

  const removed = await run(["rotate-key", "pi-ccc-001", "--finish", "--unchecked"]);
  assert.equal([removed.code, labels()], [0, ["2"]]);

  await run(["rotate-key", "pi-ccc-001", "--label", "autumn"]);
  assert.equal(labels(), ["2", "autumn"]);
});

testRotateKeyCommand("a third key, and the removal of the only one, are refused", async () => {
  const { run, labels } = await made();

  const finished = await run(["rotate-key", "pi-ccc-001", "--finish", "--unchecked"]);
  assert.match(finished.text, /there is one key only, 1/);
  await run(["rotate-key", "pi-ccc-001"]);
  const again = await run(["rotate-key", "pi-ccc-001"]);

  assert.equal([finished.code, again.code, labels()], [1, 1, ["1", "2"]]);
  assert.match(again.text, /there are two keys already, 1 and 2/);
});

testRotateKeyCommand("the old key is not removed while nobody can tell whether the new one works", async () => {
  const { run, labels } = await made();
  await run(["rotate-key", "pi-ccc-001"]);

  const { code, text } = await run(["rotate-key", "pi-ccc-001", "--finish"]);

  assert.equal([code, labels()], [1, ["1", "2"]]);
  assert.match(text, /the stack cannot be asked .*ready\.json cannot be read/);
});

const wrong: Wrong = {
  "no project": [["rotate-key"], /^rotate-key takes one project/],
  "showing and finishing at once": [
    ["rotate-key", "p", "--show", "--finish"],
    /^option '--show' cannot be used with option '--finish'/,
  ],
  "a label of capitals": [["rotate-key", "p", "--label", "NEW"], /^--label NEW: must be a list of one or two/],
  "an option of another command": [["rotate-key", "p", "--offline"], /^unknown option '--offline'/],
};

testWrongUsage(testRotateKeyCommand, wrong, async (argv) => (await made()).run(argv));

const testStatusCommand = suite("project disable and enable, in the config");

testStatusCommand(
  "the status stands in the config with its reason, and a record out of reach is said to be",
  async () => {
    const { run, read } = await folderWithProject();

    const disabled = await run(["disable", "pi-ccc-001", "--reason", "unpaid"]);

    assert.is(disabled.code, 1);
    assert.match(read(), /\n {6}project_status: inactive # \d{4}-\d\d-\d\dT\S+Z \S+: unpaid\n/);
    assert.match(
      disabled.text,
      /is inactive in Pulumi\.local\.yaml[\s\S]*The record could not be changed .*NOT before/,
    );

    await run(["enable", "pi-ccc-001", "--reason", "paid"]);
    assert.match(read(), /\n {6}project_status: active # \d{4}-\d\d-\d\dT\S+Z \S+: paid\n/);
  },
);

testStatusCommand("without a reason nothing is changed", async () => {
  const { run, read } = await folderWithProject();
  const before = read();
  const { code, text } = await run(["disable", "pi-ccc-001"]);
  assert.equal([code, read()], [2, before]);
  assert.match(text, /^required option '--reason <why>' not specified/);
});

testStatusCommand("a project that is not there is said not to be, with those that are", async () => {
  const { run } = await folderWithProject();
  const { code, text } = await run(["disable", "pi-zzz", "--reason", "x"]);
  assert.is(code, 1);
  assert.match(text, /has no project "pi-zzz"; it has ci-ccc-003\/pi-ccc-001/);
});
