import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type FaultCandidate, makeFaults } from "../../../local/providers/faults";

const candidate = (over: Partial<FaultCandidate> = {}): FaultCandidate => ({
  provider: "twilio",
  operation: "messages.create",
  body: "To=%2B447400123456",
  subject: () => ({ to: "whatsapp:+447400123456", from: "whatsapp:+447400000001" }),
  ...over,
});

const test = suite("faults");

test("a fault strikes as often as its times say, then the next one has its turn", () => {
  const faults = makeFaults();
  faults.add({ provider: "twilio", times: 2, fault: { status: 503 } });
  faults.add({ provider: "twilio", fault: { hang: "after" } });
  const kinds = [1, 2, 3, 4].map(() => faults.strike(candidate())?.kind);
  assert.equal(kinds, ["status", "status", "hang", undefined]);
  assert.equal(
    faults.list().map(({ struck }) => struck),
    [2, 1],
  );
});

test("provider, operation, addresses and text must all match", () => {
  const faults = makeFaults();
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

test("a probability strikes about that often, and the same seed strikes the same requests", () => {
  const run = (seed: number) => {
    const faults = makeFaults();
    faults.add({ provider: "twilio", probability: 0.02, seed, fault: { reset: "after" } });
    return Array.from({ length: 10_000 }, () => faults.strike(candidate()) !== undefined);
  };
  const hits = run(7).filter(Boolean).length;
  assert.ok(hits > 140 && hits < 260, `${hits} of 10,000`);
  assert.equal(run(7), run(7));
  assert.not.equal(run(7), run(8));
});

test("a removed fault strikes no more, and clearing one provider leaves the others", () => {
  const faults = makeFaults();
  const remove = faults.add({ provider: "twilio", times: "always", fault: { status: 500 } });
  faults.add({ provider: "openai", fault: { assistant: "refusal" } });
  remove();
  assert.is(faults.strike(candidate()), undefined);
  faults.clear("twilio");
  assert.equal(
    faults.list().map(({ provider, operation }) => ({ provider, operation })),
    [{ provider: "openai", operation: "responses.create" }],
  );
});

test("a fault that makes no sense is refused with its field", () => {
  assert.throws(
    () => makeFaults().add({ provider: "twilio", operation: "mail.send", fault: { status: 200 } }),
    (error: Error) =>
      error.message ===
      "this fault makes no sense: operation must be one of messages.create, messages.list, messages.fetch, content.fetch; fault.status must be a whole number from 400 to 599 (it may be left out for the codes known here)",
  );
});

test.run();
