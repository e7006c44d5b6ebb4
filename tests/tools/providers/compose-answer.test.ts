import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { composeAnswer, textOf } from "../../../tools/providers/openai/compose-answer";
import composed from "./composed.json";
import { sampleData } from "./sample-request";

const input = `{not data} <data>${JSON.stringify({ ...sampleData, note: "a } brace\nand a line" })}</data> {"interview_room": "1"}`;

const fill = (properties: Readonly<Record<string, unknown>>): E.Either<string, unknown> => {
  const schema = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  const answer = composeAnswer({ type: "json_schema", schema, echo: {} }, [input]);
  return E.map((filled: string) => JSON.parse(filled) as unknown)(answer);
};

for (const [description, text] of Object.entries(composed)) {
  test(`"${description}" gives "${text.slice(0, 50)}"`, () => {
    assert.equal(fill({ it: { type: "string", description } }), E.right({ it: text }));
  });
}

test("a property without description is filled by its name", () => {
  assert.equal(fill({ jobRole: { type: "string" } }), E.right({ jobRole: "Healthcare Assistant" }));
});

test("a property that is no text is refused by its name", () => {
  assert.equal(
    fill({ count: { type: "integer" } }),
    E.left("The local stand-in fills texts only, and 'count' is of the type integer."),
  );
});

test("a project that is told its language gets its messages in it, and others in English", () => {
  const told = (instructions: string) => composeAnswer({ type: "text", echo: {} }, [input], instructions);
  assert.match(String(E.toUnion(told("You write for a clinic. Answer in German."))), "Guten Tag Ada, vielen Dank");
  assert.match(String(E.toUnion(told("Antworte auf Deutsch."))), "Freundliche Grüße, Sam Jones");
  assert.match(String(E.toUnion(told("Write for a German clinic in Bern."))), "Hello Ada, thank you");
});

test("a message that is about no job tells what the project says", () => {
  const data = `<data>${JSON.stringify({ project_name: "Viewings", project_data: { flatAddress: "12 Mill Lane", rooms: 3 } })}</data>`;
  assert.equal(
    composeAnswer({ type: "text", echo: {} }, [data]),
    E.right(
      "Hello there, thank you for your time. This is about flat address: 12 Mill Lane, room: 3. Could you tell us a little more about yourself?",
    ),
  );
});

for (const [variables, instructions, text] of [
  [
    { "1": "the recipient's first name", "2": "the job role", "3": "one short sentence on the first point" },
    "",
    "Hello {{1}}, thank you for your interest in the {{2}} role. {{3}}",
  ],
  [
    { name: "First name of the guest", day: "the day of the table" },
    "Write in French.",
    "Bonjour {{name}}. The day of the table: {{day}}.",
  ],
] as const)
  test(`a template of ${Object.keys(variables).join(", ")} reads as its variables mean`, () => {
    assert.is(textOf({ variables, instructions }), text);
  });

test("without any data a message is still a message", () => {
  assert.equal(
    composeAnswer({ type: "text", echo: {} }, []),
    E.right("Hello there, thank you for your time. Could you tell us a little more about yourself?"),
  );
});
