import { suite } from "uvu";
import * as assert from "uvu/assert";
import { configFolder, emptyStack, newProject } from "../config-folder";

const test = suite("project list");

test("projects are listed with what an operator wants to know", async () => {
  const { run } = configFolder(emptyStack);
  await run([...newProject, "--requests-per-minute", "60"]);

  const { code, terminal } = await run(["list", "--json"]);

  assert.is(code, 0);
  assert.equal(JSON.parse(terminal.printed[0] ?? ""), {
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

test("an entry with faults is left out by name", async () => {
  const { run } = configFolder(emptyStack.replace("[]", "[{ company_id: ci-1 }]"));
  const { text } = await run(["list"]);
  assert.match(text, /Left out: projects\[0\]\.project_id must be/);
});

test("there are as many helps as commands", async () => {
  const { run } = configFolder(emptyStack);
  for (const command of ["new", "list", "check", "disable", "enable", "rotate-key", "send-test"]) {
    const { code, text } = await run([command, "--help"]);
    assert.is(code, 0);
    assert.match(text, new RegExp(`npm run project -- ${command}`));
  }
});

test.run();
