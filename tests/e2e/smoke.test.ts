import * as assert from "uvu/assert";
import { channels } from "../../runtime/request/request";
import { stackSuite } from "../deployed/trial";

const test = stackSuite("smoke");

for (const channel of channels) {
  test(`a message on ${channel} is written, sent and delivered, once`, async ({ request, post, ...stack }) => {
    const made = request(channel);

    const answer = await post(made.body);

    const { status, request_id } = (await answer.json()) as Record<string, unknown>;
    assert.equal([answer.status, status, request_id], [200, "success", made.requestId]);
    const { conversation_status, task_complete, messages } = await stack.delivered(made);
    assert.equal([conversation_status, task_complete], ["initial_message_sent", 1]);
    assert.is(Array.isArray(messages) ? messages.length : messages, 1);
    assert.is((await stack.conversations(made)).length, 1);
  });
}

test("nobody without a key is let in", async ({ request, post, conversations }) => {
  const made = request("sms");

  const answers = [await post(made.body, {}), await post(made.body, { "x-api-key": "not-a-key-of-this-stack" })];

  assert.equal(
    answers.map(({ status }) => status),
    [403, 403],
  );
  assert.equal(await conversations(made), []);
});
