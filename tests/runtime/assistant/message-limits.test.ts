import { suite } from "uvu";
import * as assert from "uvu/assert";
import { longestMessage } from "../../../runtime/assistant/message-limits";
import { channels } from "../../../runtime/request/channel";
import { companyRecord } from "../../helpers/company-record";

const limits = (company: Parameters<typeof longestMessage>[0]) =>
  channels.map((channel) => longestMessage(company, channel));

const test = suite("message-limits");

test("a project's limit holds where it is the shorter", () => {
  assert.equal(limits(companyRecord({ rate_limits: { max_message_length: 1_200 } })), [1_024, 1_200, 1_200]);
});

test("without one the channel's own holds", () => {
  assert.equal(limits(companyRecord({ rate_limits: undefined })), [1_024, 1_600, 10_000]);
  assert.equal(limits(companyRecord({ rate_limits: { max_message_length: undefined } })), [1_024, 1_600, 10_000]);
});

test("a record that cannot be read leaves the channel's own", () => {
  assert.equal(limits({}), [1_024, 1_600, 10_000]);
});

test.run();
