import { suite } from "uvu";
import * as assert from "uvu/assert";
import { composeAnswer } from "../../../../../local/providers/openai/fill/compose-answer";
import { sampleData } from "../sample-request";

const input = `Data: {not json} <data>${JSON.stringify({ ...sampleData, note: "a } brace\nand a line" })}</data>`;

const fill = (properties: Record<string, unknown>): unknown => {
  const schema = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  const composed = composeAnswer({ type: "json_schema", schema, echo: {} }, [input]);
  return composed.ok ? (JSON.parse(composed.text) as unknown) : composed.message;
};

const test = suite("compose-answer");

test("every kind of property gets a value", () => {
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

test("values stay on one line and within the length that schema or description allow", () => {
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

test("a pattern is kept with another value from the data, or the property is named", () => {
  assert.equal(fill({ number: { type: "string", description: "the number", pattern: "^\\+\\d+$" } }), {
    number: "+447400123456",
  });
  assert.is(
    fill({ odd: { type: "string", description: "the job role", pattern: "^ZZZ$" } }),
    "The local stand-in cannot fill this schema: 'odd' has limits that no value from the data keeps.",
  );
});

test("references are followed, and an unknown one is named", () => {
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

test("a list of the descriptions is not mistaken for data", () => {
  const properties = { "1": { type: "string", description: "the interview room" } };
  const schema = { type: "object", properties };
  const echoing = `{"interview_room": "the interview room"}`;
  assert.equal(composeAnswer({ type: "json_schema", schema, echo: {} }, [echoing]), {
    ok: true,
    text: '{"1":"to be confirmed"}',
  });
});

test.run();
