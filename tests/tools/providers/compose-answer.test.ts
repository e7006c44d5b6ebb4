import { suite } from "uvu";
import * as assert from "uvu/assert";
import { composeAnswer, flattenData, textFor } from "../../../tools/providers/openai/compose-answer";
import { sampleData } from "./sample-request";

const message =
  "Hello Ada, thank you for your interest in the Healthcare Assistant role at Example Care. The CV does not mention a driving licence. Right to work. Could you tell us more about these points? Kind regards, Sam Jones";

const testTextFor = suite("text-for");

for (const [description, text] of [
  ["the recipient's first name", "Ada"],
  ["recipient_first_name", "Ada"],
  ["First name of the candidate", "Ada"],
  ["the recipient's last name", "Byron"],
  ["the surname of the applicant", "Byron"],
  ["the job role", "Healthcare Assistant"],
  ["the job title", "Healthcare Assistant"],
  ["the position that the candidate applied for", "Healthcare Assistant"],
  ["the company name", "Example Care"],
  ["the name of the company", "Example Care"],
  ["the name of the project", "Spring hiring"],
  ["the name of the company's representative", "Sam Jones"],
  ["the job id", "9999"],
  ["one short sentence on the first clarification point", "The CV does not mention a driving licence."],
  ["the second clarification point", "right to work"],
  ["a friendly question about the second clarification point", "Could you tell us more about right to work?"],
  ["a sentence about the job role", "We are writing about the job role: Healthcare Assistant."],
  ["a greeting with the recipient's first name", "Hello Ada"],
  ["a subject line for the email", "Your application: Healthcare Assistant at Example Care"],
  ["a short message to the recipient", message],
  ["a short paragraph asking about the clarification points", message],
  ["the text of the SMS", message],
  ["the email body", message],
  ["the interview date", "to be confirmed"],
  ["the recipient's favourite colour", "to be confirmed"],
] as const) {
  testTextFor(`"${description}" gives "${text.slice(0, 50)}"`, () => {
    assert.is(textFor(description, flattenData(sampleData)), text);
  });
}

testTextFor("without any data a message is still a message", () => {
  assert.is(
    textFor("a short message", []),
    "Hello there, thank you for your time. Could you tell us a little more about yourself?",
  );
});

testTextFor.run();

const input = `Data: {not json} <data>${JSON.stringify({ ...sampleData, note: "a } brace\nand a line" })}</data>`;

const fill = (properties: Record<string, unknown>): unknown => {
  const schema = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  const composed = composeAnswer({ type: "json_schema", schema, echo: {} }, [input]);
  return composed.ok ? (JSON.parse(composed.text) as unknown) : composed.message;
};

const testComposeAnswer = suite("compose-answer");

testComposeAnswer("every kind of property gets a value", () => {
  const filled = fill({
    name: { type: "string", description: "the recipient's first name" },
    jobRole: { type: "string" },
    tone: { type: "string", enum: ["kind", "plain"] },
    version: { const: 2 },
    nested: { type: "object", properties: { company: { type: "string", description: "the company name" } } },
    list: { type: "array", minItems: 2, items: { type: "string", description: "the job id" } },
    maybe: { anyOf: [{ type: "null" }, { type: "string", description: "the recipient's last name" }] },
    both: { type: ["null", "string"], description: "the job role" },
    count: { type: "integer", minimum: 3 },
    sure: { type: "boolean" },
  });
  assert.equal(filled, {
    name: "Ada",
    jobRole: "Healthcare Assistant",
    tone: "kind",
    version: 2,
    nested: { company: "Example Care" },
    list: ["9999", "9999"],
    maybe: "Byron",
    both: "Healthcare Assistant",
    count: 3,
    sure: false,
  });
});

testComposeAnswer("values stay on one line and within the length that schema or description allow", () => {
  const filled = fill({
    note: { type: "string", description: "the note" },
    schema: { type: "string", description: "the job role", maxLength: 12 },
    told: { type: "string", description: "a short message, at most 100 characters" },
  });
  assert.equal(filled, {
    note: "a } brace and a line",
    schema: "Healthcare",
    told: "Hello Ada, thank you for your interest in the Healthcare Assistant role at Example Care.",
  });
});

testComposeAnswer("a pattern is kept with another value from the data, or the property is named", () => {
  assert.equal(fill({ number: { type: "string", description: "the number", pattern: "^\\+\\d+$" } }), {
    number: "+447400123456",
  });
  assert.is(
    fill({ odd: { type: "string", description: "the job role", pattern: "^ZZZ$" } }),
    "The local stand-in cannot fill this schema: 'odd' has limits that no value from the data keeps.",
  );
});

testComposeAnswer("references are followed, and an unknown one is named", () => {
  const schema = {
    type: "object",
    properties: { person: { $ref: "#/$defs/person" }, odd: { $ref: "#/$defs/odd" } },
    $defs: { person: { type: "string", description: "the recipient's first name" } },
  };
  const composed = composeAnswer({ type: "json_schema", schema, echo: {} }, [input]);
  assert.equal(composed, {
    ok: false,
    message:
      "The local stand-in cannot fill this schema: 'odd' has the reference #/$defs/odd, which is not in the schema.",
  });
});

testComposeAnswer("a list of the descriptions is not mistaken for data", () => {
  const properties = { "1": { type: "string", description: "the interview room" } };
  const schema = { type: "object", properties };
  const echoing = `{"interview_room": "the interview room"}`;
  assert.equal(composeAnswer({ type: "json_schema", schema, echo: {} }, [echoing]), {
    ok: true,
    text: '{"1":"to be confirmed"}',
  });
});

testComposeAnswer.run();
