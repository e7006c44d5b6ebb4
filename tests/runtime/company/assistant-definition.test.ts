import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AssistantDefinition } from "../../../runtime/company/assistant-definition";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("assistant definition");

const definition = {
  model: "gpt-6-luna",
  instructions: "Write to a candidate.",
  content_variables: { "1": "the recipient's first name" },
};

test("holds model, instructions and what belongs in each variable", () => {
  assert.equal(decodedAs(AssistantDefinition, definition), definition);
});

test("is refused when one of them is absent, blank or of another type", () => {
  const faulty = [
    { ...definition, model: undefined },
    { ...definition, model: " " },
    { ...definition, instructions: "" },
    { ...definition, content_variables: undefined },
    { ...definition, content_variables: ["the recipient's first name"] },
    { ...definition, content_variables: { "1": "" } },
    { ...definition, content_variables: { "1": 5 } },
    "asst_123",
  ];
  assert.equal(
    faulty.map((value) => decodedAs(AssistantDefinition, value)),
    faulty.map(() => "refused"),
  );
});

test.run();
