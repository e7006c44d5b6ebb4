import { suite } from "uvu";
import * as assert from "uvu/assert";
import { variablesSchema } from "../../../runtime/assistant/variables-schema";

const test = suite("variables-schema");

test("it asks for exactly the variables, each told what belongs there, in the form that strict mode takes", () => {
  assert.equal(variablesSchema({ "1": "the first name", role: "the role" }), {
    type: "object",
    properties: {
      "1": { type: "string", description: "the first name" },
      role: { type: "string", description: "the role" },
    },
    required: ["1", "role"],
    additionalProperties: false,
  });
});

test.run();
