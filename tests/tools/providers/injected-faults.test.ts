import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type FaultRule, readFaultRule } from "../../../tools/providers/injected-faults/fault-rule";
import { type FaultCandidate, makeInjectedFaults } from "../../../tools/providers/injected-faults/injected-faults";
import refused from "./fault-rules-refused.json";

const fieldsOf = (value: unknown): readonly string[] => {
  const read = readFaultRule(value, "twilio");
  return E.isRight(read) ? [] : read.left.map(({ field }) => field);
};

const testFaultRule = suite("fault-rule");

testFaultRule("the defaults of a rule are spelled out", () => {
  assert.equal(
    readFaultRule({ fault: { code: 20429, headers: { "retry-after": "3" } } }, "twilio"),
    E.right({
      provider: "twilio",
      operation: null,
      match: {},
      times: 1,
      probability: 1,
      seed: 1,
      fault: {
        kind: "status",
        status: 429,
        code: "20429",
        body: undefined,
        headers: { "retry-after": "3" },
        delayMs: 0,
      },
    }),
  );
});

testFaultRule("a probability strikes always unless times are given, and delay combines with a kind", () => {
  const read = readFaultRule({ provider: "openai", probability: 0.5, fault: { hang: "before", delayMs: 20 } });
  assert.equal(
    E.map(({ times, fault }: FaultRule) => [times, fault])(read),
    E.right(["always", { kind: "hang", phase: "before", delayMs: 20 }]),
  );
});

for (const [title, { rule, at }] of Object.entries(refused)) {
  testFaultRule(`${title} is refused at ${at.join(" and ")}`, () => {
    assert.equal(fieldsOf(rule), at);
  });
}

testFaultRule("an assistant's fault at another operation than responses.create is refused", () => {
  assert.equal(
    readFaultRule({ operation: "models.retrieve", fault: { assistant: "failed" } }, "openai"),
    E.left([{ field: "operation", message: "must be responses.create for fault.assistant" }]),
  );
});

const candidate = (over: Partial<FaultCandidate> = {}): FaultCandidate => ({
  provider: "twilio",
  operation: "messages.create",
  body: "To=%2B447400123456",
  subject: () => ({ to: "whatsapp:+447400123456", from: "whatsapp:+447400000001" }),
  ...over,
});

const testFaults = suite("faults");

testFaults("a fault strikes as often as its times say, then the next one has its turn", () => {
  const faults = makeInjectedFaults();
  faults.add({ provider: "twilio", times: 2, fault: { status: 503 } });
  faults.add({ provider: "twilio", fault: { hang: "after" } });
  const kinds = [1, 2, 3, 4].map(() => faults.strike(candidate())?.kind);
  assert.equal(kinds, ["status", "status", "hang", undefined]);
  assert.equal(
    faults.list().map(({ struck }) => struck),
    [2, 1],
  );
});

testFaults("provider, operation, addresses and text must all match", () => {
  const faults = makeInjectedFaults();
  faults.add({
    provider: "twilio",
    operation: "messages.create",
    match: { to: "+447400123456", from: "whatsapp:+447400000001", contains: "To=" },
    times: "always",
    fault: { code: 21610 },
  });
  const other = { to: "+447400999999", from: "whatsapp:+447400000001" };
  const hits = [
    candidate(),
    candidate({ provider: "sendgrid" }),
    candidate({ operation: "messages.list" }),
    candidate({ subject: () => other }),
    candidate({ body: "From=x" }),
    candidate({ subject: () => ({ to: null, from: null }) }),
  ].map((one) => faults.strike(one)?.kind);
  assert.equal(hits, ["status", undefined, undefined, undefined, undefined, undefined]);
});

testFaults("a probability strikes about that often, and the same seed strikes the same requests", () => {
  const run = (seed: number) => {
    const faults = makeInjectedFaults();
    faults.add({ provider: "twilio", probability: 0.02, seed, fault: { reset: "after" } });
    return Array.from({ length: 10_000 }, () => faults.strike(candidate()) !== undefined);
  };
  const hits = run(7).filter(Boolean).length;
  assert.ok(hits > 140 && hits < 260, `${hits} of 10,000`);
  assert.equal(run(7), run(7));
  assert.not.equal(run(7), run(8));
});

testFaults("a removed fault strikes no more", () => {
  const faults = makeInjectedFaults();
  const remove = faults.add({ provider: "twilio", times: "always", fault: { status: 500 } });
  faults.add({ provider: "openai", fault: { assistant: "refusal" } });
  remove();
  assert.is(faults.strike(candidate()), undefined);
  assert.equal(
    faults.list().map(({ provider, operation }) => ({ provider, operation })),
    [{ provider: "openai", operation: "responses.create" }],
  );
});

testFaults("a fault that makes no sense is refused with its field", () => {
  assert.throws(
    () => makeInjectedFaults().add({ provider: "twilio", operation: "mail.send", fault: { status: 200 } }),
    (error: Error) =>
      error.message ===
      "this fault makes no sense: operation must be one of messages.create, messages.list, messages.receive, media.list, media.fetch, content.fetch; fault.status must be a whole number from 400 to 599 (it may be left out for the codes known here)",
  );
});
