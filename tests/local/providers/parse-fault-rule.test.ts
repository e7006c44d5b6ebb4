import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseFaultRule } from "../../../local/providers/parse-fault-rule";

const fieldsOf = (value: unknown): readonly string[] => {
  const parsed = parseFaultRule(value, "twilio");
  return parsed.ok ? [] : parsed.problems.map(({ field }) => field);
};

const test = suite("parse-fault-rule");

test("the defaults of a rule are spelled out", () => {
  assert.equal(parseFaultRule({ fault: { code: 20429, headers: { "retry-after": "3" } } }, "twilio"), {
    ok: true,
    rule: {
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
    },
  });
});

test("a probability strikes always unless times are given, and delay combines with a kind", () => {
  const parsed = parseFaultRule({ provider: "openai", probability: 0.5, fault: { hang: "before", delayMs: 20 } });
  assert.equal(parsed.ok && [parsed.rule.times, parsed.rule.fault], [
    "always",
    { kind: "hang", phase: "before", delayMs: 20 },
  ]);
});

for (const [title, value, fields] of [
  ["something that is not an object", 7, ["rule"]],
  ["another provider than the server's", { provider: "openai", fault: { status: 500 } }, ["provider"]],
  ["an unknown key", { often: 3, fault: { status: 500 } }, ["often"]],
  ["an unknown operation", { operation: "mail.send", fault: { status: 500 } }, ["operation"]],
  ["an unknown match", { match: { too: "x", to: "" }, fault: { status: 500 } }, ["match.too", "match.to"]],
  ["times of zero", { times: 0, fault: { status: 500 } }, ["times"]],
  ["a probability above one", { probability: 2, fault: { status: 500 } }, ["probability"]],
  ["a seed that is not whole", { seed: 0.5, fault: { status: 500 } }, ["seed"]],
  ["no fault", {}, ["fault"]],
  ["a fault of no kind", { fault: {} }, ["fault"]],
  ["a fault of two kinds", { fault: { status: 500, hang: "after" } }, ["fault"]],
  ["a status that is no error", { fault: { status: 204 } }, ["fault.status"]],
  ["a code that is not known, without status", { fault: { code: 12345 } }, ["fault.status"]],
  ["headers that are not strings", { fault: { status: 429, headers: { "retry-after": 3 } } }, ["fault.headers"]],
  ["headers without a status", { fault: { hang: "after", headers: {} } }, ["fault.headers"]],
  ["a negative delay", { fault: { delayMs: -1 } }, ["fault.delayMs"]],
  ["a phase that does not exist", { fault: { hang: "during" } }, ["fault.hang"]],
  ["malformed that is not true", { fault: { malformed: "yes" } }, ["fault.malformed"]],
  ["an assistant's fault at a carrier", { fault: { assistant: "refusal" } }, ["fault.assistant"]],
  ["an unknown key of the fault", { fault: { delay: 5, status: 500 } }, ["fault.delay"]],
] as const) {
  test(`${title} is refused at ${fields.join(" and ")}`, () => {
    assert.equal(fieldsOf(value), fields);
  });
}

test("an assistant's fault at another operation than responses.create is refused", () => {
  const parsed = parseFaultRule({ operation: "models.list", fault: { assistant: "failed" } }, "openai");
  assert.equal(parsed, {
    ok: false,
    problems: [{ field: "operation", message: "must be responses.create for fault.assistant" }],
  });
});

test.run();
