import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildContext } from "../../../runtime/context/build-context";
import type { Channel } from "../../../runtime/request/channel";
import type { ValidRequest } from "../../../runtime/request/valid-request";
import { validateRequest } from "../../../runtime/request/validate-request";
import { companyRecord } from "../../helpers/company-record";
import { contextObject } from "../../helpers/context-object";
import { START } from "../../helpers/manual-clock";
import { validBody } from "../../helpers/valid-body";

const test = suite("build context");

const request = (overrides = {}): ValidRequest => {
  const checked = validateRequest(validBody(overrides));
  if (E.isLeft(checked)) throw new Error(checked.left[0].message);
  return checked.right;
};

const acceptedWith = (sender: string) => ({ routerVersion: "1.2.3", acceptedAt: new Date(START), sender });

const senders: readonly (readonly [Channel, string])[] = [
  ["whatsapp", "+447400654321"],
  ["sms", "+447400654322"],
  ["email", "jobs@cucumber.example"],
];

test("holds the request, the company's record, the conversation's id and who accepted it when", () => {
  for (const [channel, sender] of senders)
    assert.equal(
      buildContext(request({ request_data: { channel_method: channel } }), companyRecord(), acceptedWith(sender)),
      contextObject(channel),
    );
});

test("leaves project data out when the client sent none", () => {
  const { frontend_payload } = buildContext(
    request({ project_data: undefined }),
    companyRecord(),
    acceptedWith("+447400654321"),
  );
  assert.equal(Object.keys(frontend_payload).sort(), ["company_data", "recipient_data", "request_data"]);
});

test("a conversation's id splits back into its parts, since no id holds the separator", () => {
  const id = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);
  const sender = fc.oneof(fc.constantFrom("+447400654321", "+12125550123"), fc.constant("sales#1@cucumber.example"));
  fc.assert(
    fc.property(id, id, fc.uuid({ version: 4 }), sender, (company_id, project_id, request_id, from) => {
      const { conversation_data } = buildContext(
        request({ company_data: { company_id, project_id }, request_data: { request_id } }),
        companyRecord(),
        acceptedWith(from),
      );
      const [company, project, requested, ...rest] = conversation_data.conversation_id.split("#");
      assert.equal(
        [company, project, requested, rest.join("#")],
        [company_id, project_id, request_id, from.replace("+", "")],
      );
    }),
  );
});

test.run();
