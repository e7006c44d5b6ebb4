import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FunctionSpec } from "../../../../tools/aws/lambda/function-spec";
import { type LogLine, makeLineReader, makeLogFrameReader } from "../../../../tools/aws/lambda/log-lines";
import { type FunctionAtWork, withFunction } from "./a-function";

const testLogLines = suite("log lines of a function");

const logged = async (
  handler: string,
  events: readonly unknown[] = [{}],
  changes: Partial<FunctionSpec> = {},
): Promise<readonly LogLine[]> => {
  let seen: readonly LogLine[] = [];
  const run = async ({ invoke, lines }: FunctionAtWork) => {
    for (const event of events) await invoke(event);
    seen = [...lines];
  };
  await withFunction(handler, run, { changes });
  return seen;
};

const parsed = (lines: readonly LogLine[]) => lines.map(({ line }) => JSON.parse(line));

testLogLines("a console line in JSON has exactly AWS's keys, in AWS's order", async () => {
  const [line, ...others] = await logged("async () => { console.log('hello'); }");
  const { timestamp, requestId } = JSON.parse(line?.line ?? "{}");
  assert.equal(others, []);
  assert.equal(line, {
    functionName: "greeter",
    logGroup: "/aws/lambda/greeter",
    timestamp,
    line: `{"timestamp":"${timestamp}","level":"INFO","requestId":"${requestId}","message":"hello"}`,
  });
  assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.match(requestId, /^[0-9a-f-]{36}$/);
});

testLogLines("each console method has its level, and lines below the application log level are left out", async () => {
  const levelAndMessage = ({ level, message }: Record<string, string>) => `${level} ${message}`;
  const handler =
    "async () => { for (const m of ['trace','debug','info','log','warn','error','fatal']) console[m](m); }";
  const all = parsed(await logged(handler, [{}], { applicationLogLevel: "TRACE" }));
  const few = parsed(await logged(handler, [{}], { applicationLogLevel: "WARN" }));
  const expected = ["TRACE trace", "DEBUG debug", "INFO info", "INFO log", "WARN warn", "ERROR error", "FATAL fatal"];
  assert.equal(all.map(levelAndMessage), expected);
  assert.equal(few.map(levelAndMessage), expected.slice(4));
});

testLogLines("one object is the message itself, several values are formatted", async () => {
  const handler =
    "async () => { console.log({ a: [1], 'b c': null }); console.log('x %d', 5, { y: 1 }); console.log(); }";
  const messages = parsed(await logged(handler)).map(({ message }) => message);
  assert.equal(messages, [{ a: [1], "b c": null }, "x 5 { y: 1 }", undefined]);
});

testLogLines("a logged error becomes errorType, errorMessage and stackTrace", async () => {
  const [alone, inside, behind] = parsed(
    await logged(
      "async () => { const e = Object.assign(new TypeError('bad'), { code: 7 }); console.error(e); console.error({ cause: e }); console.error('it failed', e); }",
    ),
  );
  const { stackTrace, ...error } = alone.message;
  assert.equal(error, { errorType: "TypeError", errorMessage: "bad", code: 7 });
  assert.is(stackTrace[0], "TypeError: bad");
  assert.equal(inside.message, { cause: alone.message });
  assert.match(behind.message, /^it failed TypeError: bad/);
  assert.equal([behind.errorType, behind.errorMessage, behind.stackTrace], ["TypeError", "bad", stackTrace]);
});

testLogLines("what JSON cannot hold is formatted", async () => {
  const [line] = parsed(await logged("async () => { const o = {}; o.self = o; console.log(o); }"));
  assert.is(line.message, "<ref *1> { self: [Circular *1] }");
});

testLogLines("what a handler throws is logged at level ERROR", async () => {
  const [{ level, message }] = parsed(await logged("async () => { throw new Error('boom'); }"));
  assert.equal([level, message.errorType, message.errorMessage], ["ERROR", "Error", "boom"]);
});

testLogLines("raw writes to standard output and error pass as they are, also without a last newline", async () => {
  const lines = await logged("async () => { process.stdout.write('one\\n\\ntwo'); process.stderr.write('three\\n'); }");
  assert.equal(lines.map(({ line }) => line).sort(), ["one", "three", "two"]);
});

testLogLines("no line is lost when a worker dies right after writing it", async () => {
  const lines = await logged(
    "async () => { for (let i = 0; i < 500; i++) console.log('x'.repeat(1000)); process.exit(1); }",
  );
  assert.is(lines.filter(({ line }) => line.includes('"message":"xxx')).length, 500);
});

testLogLines(
  "of an invocation that failed, and of no other, the platform logs how it ended and what it took",
  async () => {
    const lines = parsed(
      await logged("async (event) => { console.log('x'); if (event.fail) throw new RangeError('no'); }", [
        {},
        { fail: 1 },
      ]),
    );
    const [done, report] = lines.filter(({ type }) => type !== undefined);
    const { requestId } = lines.findLast(({ message }) => message === "x");
    const { durationMs, producedBytes, maxMemoryUsedMB } = { ...done.record.metrics, ...report.record.metrics };
    const how = { status: "error", errorType: "Function.Unknown" };
    assert.equal(
      [done, report],
      [
        {
          time: done.time,
          type: "platform.runtimeDone",
          record: { requestId, metrics: { durationMs, producedBytes }, ...how },
        },
        {
          time: report.time,
          type: "platform.report",
          record: {
            requestId,
            metrics: { durationMs, billedDurationMs: Math.ceil(durationMs), memorySizeMB: 256, maxMemoryUsedMB },
            ...how,
          },
        },
      ],
    );
    assert.ok(durationMs > 0 && producedBytes > 0 && maxMemoryUsedMB > 10);
  },
);

testLogLines("the first report of a worker tells what its start took", async () => {
  const [, report] = parsed(await logged("async () => process.exit(1)"));
  const { durationMs, initDurationMs, billedDurationMs } = report.record.metrics;
  assert.ok(initDurationMs > 0);
  assert.is(billedDurationMs, Math.ceil(durationMs + initDurationMs));
});

testLogLines(
  "what a handler writes by itself stays as it was written, and falls under the log level by the level that it names",
  async () => {
    const timestamp = "2026-11-20T11:45:33.000Z";
    const own = [
      { timestamp, level: "DEBUG", n: 1 },
      { timestamp, level: "warn", n: 2 },
      { level: "ERROR", n: 3 },
      { timestamp, level: "FATAL", _aws: {}, n: 4 },
    ].map((line) => JSON.stringify(line));
    const handler = `async () => { for (const line of ${JSON.stringify([...own, "plain"])}) process.stdout.write(line + "\\n"); }`;
    const kept = async (changes: Partial<FunctionSpec>) =>
      (await logged(handler, [{}], changes)).map(({ line }) => line);
    assert.equal(await kept({ applicationLogLevel: "INFO" }), [own[1], own[2], own[3], "plain"]);
    assert.equal(await kept({ applicationLogLevel: "ERROR" }), [own[3], "plain"]);
  },
);

const testLineReader = suite("line reader");

testLineReader("puts together lines and characters that were cut anywhere, and leaves out blank lines", () => {
  const lines: string[] = [];
  const reader = makeLineReader((line) => lines.push(line));
  for (const byte of Buffer.from("é1\n\n€2\nrest")) reader.push(Buffer.from([byte]));
  assert.equal(lines, ["é1", "€2"]);
  reader.flush();
  reader.flush();
  assert.equal(lines, ["é1", "€2", "rest"]);
});

const testLogFrames = suite("log frames");

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
  testLogFrames(`reads frames from chunks of ${size} bytes`, () => {
    const frames: unknown[] = [];
    const read = makeLogFrameReader((given) => frames.push(given));
    const bytes = Buffer.concat([frame("one\nwith é"), frame(""), frame("three")]);
    for (let start = 0; start < bytes.length; start += size) read(bytes.subarray(start, start + size));
    const expected = ["one\nwith é", "", "three"].map((text) => ({ timestamp: at, text }));
    assert.equal(frames, expected);
  });

testLogFrames("passes on what is no frame as text", () => {
  const texts: string[] = [];
  makeLogFrameReader(({ text }) => texts.push(text))(Buffer.from("written by a handler itself"));
  assert.equal(texts, ["written by a handler itself"]);
});
