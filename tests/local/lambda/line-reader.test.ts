import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeLineReader } from "../../../local/lambda/line-reader";

const test = suite("line reader");

test("puts together lines and characters that were cut anywhere, and leaves out blank lines", () => {
  const lines: string[] = [];
  const reader = makeLineReader((line) => lines.push(line));
  for (const byte of Buffer.from("é1\n\n€2\nrest")) reader.push(Buffer.from([byte]));
  const before = [...lines];
  reader.flush();
  reader.flush();
  assert.equal(
    [before, lines],
    [
      ["é1", "€2"],
      ["é1", "€2", "rest"],
    ],
  );
});

test.run();
