import { suite } from "uvu";
import * as assert from "uvu/assert";
import { messageIdentity } from "../../../runtime/processor/message-identity";
import { delivery } from "../../helpers/processor-delivery";
import { REQUEST_ID } from "../../helpers/valid-body";

const test = suite("message-identity");

test("it tells request, conversation, project and channel, and no recipient", () => {
  assert.equal(messageIdentity(delivery("email").body), {
    request_id: REQUEST_ID,
    conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#jobs@cucumber.example`,
    company_id: "ci-aaa-001",
    project_id: "pi-aaa-001",
    channel: "email",
  });
});

for (const body of ["", "{", "null", '{"frontend_payload":{"request_data":{"request_id":"ada@example.com"}}}']) {
  test(`of ${body || "nothing"} it tells nothing`, () => {
    assert.equal(messageIdentity(body), {});
  });
}

test.run();
