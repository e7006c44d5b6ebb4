import { suite } from "uvu";
import * as assert from "uvu/assert";
import { refersToAssistantId } from "../../../runtime/company/refers-to-assistant-id";

const test = suite("refers to assistant id");

test("is so when there is only the historical id", () => {
  assert.is(refersToAssistantId({ assistant_id_template_sender: "asst_1", assistant_id_replies: "asst_2" }), true);
});

test("is not so once there is a definition, or when there is neither", () => {
  const others = [
    { assistant_id_template_sender: "asst_1", template_sender: {} },
    {},
    { template_sender: {} },
    null,
    "asst_1",
  ];
  assert.equal(others.map(refersToAssistantId), [false, false, false, false, false]);
});

test.run();
