import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readProjects } from "../../../infra/config/read-projects";
import { temporaryFolder } from "../../local/temporary-folder";
import { smallProject } from "../helpers/sample-project";

const test = suite("instructions-in");

const folder = temporaryFolder();
writeFileSync(join(folder, "care.md"), "You write for Ashgrove Care.\n");

const read = (instructions: unknown) => {
  const { sender, assistant } = smallProject.channels.sms;
  const sms = { sender, assistant: { ...assistant, instructions } };
  return readProjects(JSON.stringify([{ ...smallProject, channels: { sms } }]), folder);
};

test("puts the text of a file into the entry", () => {
  const { projects, faults } = read({ file: "care.md" });

  assert.equal(faults, []);
  assert.is(projects[0]?.channels.sms?.assistant.instructions, "You write for Ashgrove Care.");
});

test("names entry, field and file of one that cannot be read", () => {
  assert.equal(
    ["none.md", "../care.md"].flatMap((file) => read({ file }).faults.map(({ key, fault }) => `${key} ${fault}`)),
    [
      "projects[0].channels.sms.assistant.instructions names a file that does not exist: none.md",
      "projects[0].channels.sms.assistant.instructions names a file outside of the program's folder: ../care.md",
    ],
  );
});

test.run();
