import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captureProgram } from "../../captured-program";
import { captured, runs } from "../helpers/captures";
import { codeTexts } from "./code-texts";
import { projectCopy } from "./project-copy";

const test = suite("shipped code");

test("is the same on another run and in another folder", async () => {
  const folder = projectCopy();

  const elsewhere = codeTexts(await captureProgram({ ...runs.dev, folder }));

  const here = codeTexts(await captured("dev"));
  assert.equal(Object.keys(elsewhere), Object.keys(here));
  for (const [name, text] of Object.entries(here)) assert.ok(elsewhere[name] === text, `${name} differs`);
});

test("names no folder of the machine that it was made on", async () => {
  for (const [name, text] of Object.entries(codeTexts(await captured("dev")))) {
    assert.not.ok(text.includes(process.cwd()), `${name} holds ${process.cwd()}`);
  }
});

test.run();
