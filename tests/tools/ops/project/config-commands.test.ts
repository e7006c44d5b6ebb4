import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { testWrongUsage, type Wrong } from "../operator";
import { configFolder, emptyStack, folderWithProject, newProjectWith } from "./config-folder";

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
        desk_keys: [],
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
  for (const command of [
    "new",
    "edit",
    "limits",
    "remove",
    "list",
    "check",
    "disable",
    "enable",
    "rotate-key",
    "send-test",
  ]) {
    const { code, text } = await run([command, "--help"]);
    assert.is(code, 0);
    assert.match(text, new RegExp(`npm run project -- ${command}`));
  }
});

const testEdit = suite("project edit, limits and remove");

/** Two projects with comments between them. */
const twoProjects = async () => {
  const made = await folderWithProject(["--requests-per-minute", "60"]);
  await made.run([...newProjectWith("--project", "pi-ccc-002"), "--real"]);
  const commented = made.read().replace(/^( +)created_at/m, "$1# Theirs since May.\n$1created_at");
  writeFileSync(join(made.folder, "Pulumi.local.yaml"), commented);
  const projects = () => parse(made.read()).config["ai-multi-comms:projects"];
  return { ...made, commented, projects };
};

const withoutUpdated = (text: string): string => text.replace(/^ +updated_at.*\n/gm, "");

testEdit("change what is named, say what it was, and keep every other character", async () => {
  const { run, read, commented } = await twoProjects();
  const edited = await run([
    "edit",
    "pi-ccc-001",
    "--set",
    "project_name=Sunday staff",
    "--set",
    "channels.sms.sender=+447400000006",
  ]);
  assert.match(
    edited.text,
    /project_name: "Saturday staff" => "Sunday staff"\n {2}channels\.sms\.sender: "\+447400000005" => /,
  );
  const limited = await run([
    "limits",
    "pi-ccc-001",
    "--set",
    "requests_per_minute=none",
    "--set",
    "messages_per_day=9",
  ]);
  assert.match(
    limited.text,
    /rate_limits\.requests_per_minute: 60 => none[\s\S]*messages_per_day: 10000 \(default\) => 9[\s\S]*Next:\n {2}npm run up/,
  );
  assert.match(
    (await run(["limits", "pi-ccc-001"])).text,
    /^ci-ccc-003\/pi-ccc-001:\n {2}messages_per_day: 9\n {2}messages_per_recipient_per_day: 20 \(default\)\n/,
  );
  const expected = commented
    .replace("Saturday staff", "Sunday staff")
    .replace("+447400000005", "+447400000006")
    .replace("requests_per_minute: 60", "messages_per_day: 9");
  assert.is(withoutUpdated(read()), expected);
});

testEdit("remove takes the entry and its secrets out, once somebody agrees", async () => {
  const { run, read, commented, projects } = await twoProjects();
  assert.equal([(await run(["remove", "pi-ccc-002"], ["no"])).code, read()], [1, commented]);
  const { code, asked } = await run(["remove", "pi-ccc-002"], ["yes"]);
  assert.is(code, 0);
  assert.match(asked.join(), /^ci-ccc-003\/pi-ccc-002 of local: with the next up its API keys.* go/);
  assert.is(commented.startsWith(String(read().split("  ai-multi-comms:secretValues")[0])), true);
  assert.equal([projects().length, read().includes("sms-credentials/ci-ccc-003/pi-ccc-002")], [1, false]);
  await run(["remove", "pi-ccc-001", "--yes"]);
  assert.equal(projects(), []);
});

testEdit("what the program would refuse is not written, in its own words", async () => {
  const { run, read, commented } = await twoProjects();
  for (const [argv, words] of [
    [
      ["edit", "pi-ccc-001", "--set", "channels.sms.sender=07400"],
      /sender must be an E\.164 telephone number.*\(in ci-ccc-003\/pi-ccc-001\)/,
    ],
    [
      ["edit", "pi-ccc-001", "--set", "chanels.sms.sender=x"],
      /chanels is not a field of a project: did you mean channels\?/,
    ],
    [["limits", "pi-ccc-001", "--set", "messages_per_day=many"], /messages_per_day must be a whole number/],
    [["edit", "pi-ccc-001", "--unset", "company_name"], /company_name must be a non-empty string/],
  ] as const) {
    const { code, text } = await run(argv);
    assert.equal([code, read()], [1, commented]);
    assert.match(text, words);
  }
});

const testRotateKeyCommand = suite("project rotate-key, in the config");

const made = async () => {
  const made = await folderWithProject();
  const entry = () => parse(made.read()).config["ai-multi-comms:projects"][0];
  return { ...made, labels: () => entry().api_keys, deskLabels: () => entry().desk_keys };
};

testRotateKeyCommand("first there are two keys, then the old one is gone", async () => {
  const { run, labels } = await made();

  const added = await run(["rotate-key", "pi-ccc-001"]);
  assert.equal([added.code, labels()], [0, ["1", "2"]]);
  assert.match(
    added.text,
    /has the API keys "1" and "2", and had the API key "1"\.[\s\S]*Next:[\s\S]*--show[\s\S]*--finish/,
  );

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

testRotateKeyCommand("a desk key comes and goes beside the clients', the first one too", async () => {
  const { run, labels, deskLabels } = await made();

  const none = await run(["rotate-key", "pi-ccc-001", "--desk", "--finish", "--unchecked"]);
  assert.match(none.text, /there is no key: rotate-key --desk without --finish adds/);
  const first = await run(["rotate-key", "pi-ccc-001", "--desk"]);
  assert.match(first.text, /has the desk key "1", and had no desk key\.[\s\S]*--desk --show +and hand the key over/);
  await run(["rotate-key", "pi-ccc-001", "--desk"]);
  assert.equal([labels(), deskLabels()], [undefined, ["1", "2"]]);
  await run(["rotate-key", "pi-ccc-001", "--desk", "--finish", "--unchecked"]);
  assert.equal([none.code, labels(), deskLabels()], [1, undefined, ["2"]]);
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
