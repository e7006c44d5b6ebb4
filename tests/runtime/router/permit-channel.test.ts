import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { channels } from "../../../runtime/request/channel";
import { permitChannel } from "../../../runtime/router/permit-channel";
import { companyRecord } from "../../helpers/company-record";

const test = suite("permit channel");

const codeFor = (overrides: JsonObject): string => {
  const permitted = permitChannel(companyRecord(overrides), "sms");
  return E.isLeft(permitted) ? permitted.left.code : "permitted";
};

test("permits each channel that is allowed and configured", () => {
  const senders = channels.map((channel) => E.isRight(permitChannel(companyRecord(), channel)));
  assert.equal(senders, [true, true, true]);
});

test("a project is active only by that very word", () => {
  for (const project_status of ["inactive", "Active", "", null, undefined, true, ["active"]])
    assert.is(codeFor({ project_status }), "PROJECT_INACTIVE");
});

test("a channel that is not listed is not allowed", () => {
  for (const allowed_channels of [undefined, [], ["whatsapp", "email"]])
    assert.is(codeFor({ allowed_channels }), "CHANNEL_NOT_ALLOWED");
});

test("an inactive project is that first, and a channel that is not allowed before a faulty record", () => {
  const faulty = { company_rep: "Carol", channel_config: undefined };
  assert.equal(
    [
      codeFor({ ...faulty, project_status: "inactive", allowed_channels: "sms" }),
      codeFor({ ...faulty, allowed_channels: [] }),
    ],
    ["PROJECT_INACTIVE", "CHANNEL_NOT_ALLOWED"],
  );
});

test("a faulty record is a CONFIGURATION_ERROR whose detail alone says where", () => {
  const permitted = permitChannel(companyRecord({ channel_config: { sms: { company_sms_number: "secret" } } }), "sms");
  assert.equal(
    permitted,
    E.left({
      _tag: "Rejection",
      code: "CONFIGURATION_ERROR",
      message: "The project is not fully configured for this channel",
      faults: [],
      detail:
        "company record: channel_config.sms.company_sms_number (expected an E.164 telephone number that is possible for its country)",
    }),
  );
  for (const overrides of [{ allowed_channels: "sms" }, { company_name: 5 }, { ai_config: undefined }])
    assert.is(codeFor(overrides), "CONFIGURATION_ERROR");
});

test("a record with an assistant's id only says so", () => {
  const sms = { template_sender: undefined, assistant_id_template_sender: "asst_1" };
  const permitted = permitChannel(companyRecord({ ai_config: { openai_config: { sms } } }), "sms");
  assert.match(
    (E.isLeft(permitted) && permitted.left.detail) || "",
    /OpenAI Assistant id, which OpenAI no longer serves/,
  );
});

test.run();
