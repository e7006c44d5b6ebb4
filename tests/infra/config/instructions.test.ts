import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readTextFile } from "../../../infra/config/instructions";
import { readProjects } from "../../../infra/config/projects";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { smallProject } from "../helpers/sample-project";

const testInstructionsIn = suite("instructions-in");

const folder = temporaryFolder();
writeFileSync(join(folder, "care.md"), "You write for Ashgrove Care.\n");

const read = (instructions: unknown) => {
  const { sender, assistant } = smallProject.channels.sms;
  const sms = { sender, assistant: { ...assistant, instructions } };
  return readProjects(JSON.stringify([{ ...smallProject, channels: { sms } }]), folder);
};

testInstructionsIn("puts the text of a file into the entry", () => {
  const { projects, faults } = read({ file: "care.md" });

  assert.equal(faults, []);
  assert.is(projects[0]?.channels.sms?.assistant.instructions, "You write for Ashgrove Care.");
});

testInstructionsIn("names entry, field and file of one that cannot be read", () => {
  assert.equal(
    ["none.md", "../care.md"].flatMap((file) => read({ file }).faults.map(({ key, fault }) => `${key} ${fault}`)),
    [
      "projects[0].channels.sms.assistant.instructions names a file that does not exist: none.md",
      "projects[0].channels.sms.assistant.instructions names a file outside of the program's folder: ../care.md",
    ],
  );
});

const testReadTextFile = suite("read-text-file");

const textFolder = join(temporaryFolder(), "program");
mkdirSync(join(textFolder, "instructions"), { recursive: true });
const write = (path: string, content: string | Buffer): void => writeFileSync(join(textFolder, path), content);

testReadTextFile("reads a file of the folder, the same text wherever it was checked out", () => {
  write("instructions/plain.md", "You write.\n\nBe brief – plain.\n");
  write("instructions/windows.md", "\uFEFFYou write.\r\n\r\nBe brief – plain.\r\n");

  for (const path of ["instructions/plain.md", "./instructions/windows.md", "instructions/../instructions/plain.md"])
    assert.equal(readTextFile(textFolder, path), E.right("You write.\n\nBe brief – plain."), path);
});

testReadTextFile("refuses what is outside of the folder, by path or by link", () => {
  writeFileSync(join(textFolder, "../secret.md"), "outside");
  symlinkSync(join(textFolder, "../secret.md"), join(textFolder, "link.md"));
  symlinkSync(join(textFolder, ".."), join(textFolder, "up"));

  for (const path of ["../secret.md", join(textFolder, "instructions/plain.md"), ".", "", "link.md", "up/secret.md"])
    assert.equal(readTextFile(textFolder, path), E.left(`names a file outside of the program's folder: ${path}`), path);
});

testReadTextFile("refuses what is not there, empty, a folder, or no text", () => {
  write("empty.md", "");
  write("blank.md", " \r\n\t");
  write("latin1.md", Buffer.from("caf\xe9", "latin1"));

  assert.equal(readTextFile(textFolder, "none.md"), E.left("names a file that does not exist: none.md"));
  assert.equal(readTextFile(textFolder, "empty.md"), E.left("names an empty file: empty.md"));
  assert.equal(readTextFile(textFolder, "blank.md"), E.left("names an empty file: blank.md"));
  for (const path of ["latin1.md", "instructions"])
    assert.equal(readTextFile(textFolder, path), E.left(`names what is no readable file of UTF-8 text: ${path}`));
});
