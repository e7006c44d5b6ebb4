import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type LogFrame, makeLogFrameReader } from "../../../local/lambda/log-frames";

const test = suite("log frames");

const frame = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(16);
  header.writeUInt32BE(0xa55a000e, 0);
  header.writeUInt32BE(bytes.length, 4);
  header.writeBigInt64BE(1_700_000_000_123_456n, 8);
  return Buffer.concat([header, bytes]);
};
const at = "2023-11-14T22:13:20.123Z";

for (const size of [1, 7, 1_000])
  test(`reads frames from chunks of ${size} bytes`, () => {
    const frames: LogFrame[] = [];
    const read = makeLogFrameReader((given) => frames.push(given));
    const bytes = Buffer.concat([frame("one\nwith é"), frame(""), frame("three")]);
    for (let start = 0; start < bytes.length; start += size) read(bytes.subarray(start, start + size));
    assert.equal(
      frames,
      ["one\nwith é", "", "three"].map((text) => ({ timestamp: at, text })),
    );
  });

test("passes on what is no frame as text", () => {
  const texts: string[] = [];
  makeLogFrameReader(({ text }) => texts.push(text))(Buffer.from("written by a handler itself"));
  assert.equal(texts, ["written by a handler itself"]);
});

test.run();
