import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { companyOf } from "../../../runtime/company/company";
import { companyRecord } from "../../../tools/measure/sample/company-record";

const testCompanyRecord = suite("company record");

testCompanyRecord("travels whole, with what the engine does not read", () => {
  const record = companyRecord({ billing_code: "X1" });
  assert.is(companyOf(record).record, record);
});

testCompanyRecord("needs only its key", () => {
  const { details, allowedChannels } = companyOf({ company_id: "ci-aaa-001", project_id: "pi-aaa-001" });
  assert.equal([E.isRight(details), allowedChannels], [true, E.right([])]);
});

testCompanyRecord("has faulty details when an attribute that the engine reads has another type", () => {
  const faulty = [
    { company_id: 5 },
    { company_name: 5 },
    { allowed_channels: "whatsapp" },
    { allowed_channels: [5] },
    { rate_limits: { max_message_length: "1000" } },
    { conversation_ttl_days: 34 },
    { conversation_ttl_days: "90" },
    { company_rep: { company_rep_1: 5 } },
    { opt_out_keywords: "ARRET" },
  ];
  assert.equal(
    faulty.map((overrides) => E.isLeft(companyOf(companyRecord(overrides)).details)),
    faulty.map(() => true),
  );
});

testCompanyRecord("keeps its conversations for its own days, if no guard ends too early", () => {
  const days = [90, undefined, 34, 0, -1, 35.5, "90", null, 3_651, Number.NaN];
  assert.equal(
    days.map((conversation_ttl_days) => companyOf({ conversation_ttl_days }).retentionDays),
    [90, ...Array(9).fill(undefined)],
  );
});

testCompanyRecord("has its own words for stop and start, and none where the record has something else there", () => {
  const words = { opt_out_keywords: ["ARRET"], opt_in_keywords: ["REPRENDRE"] };
  assert.equal(companyOf(words).keywords, { optOut: ["ARRET"], optIn: ["REPRENDRE"] });
  assert.equal(companyOf({ opt_out_keywords: "ARRET" }).keywords, { optOut: [], optIn: [] });
});

testCompanyRecord(
  "has a webhook for all types of events, with their words, unless it says otherwise, and none where it is faulty or wants no type",
  () => {
    const [url, secret_id] = ["https://ashgrove.example/events", "ai-multi-comms/webhook-secret/a/b-dev"];
    const whole = { url, secret_id, events: ["message.sent"], content: false };
    assert.equal(
      [whole, { url, secret_id }, { ...whole, events: [] }, { url }, "https://ashgrove.example/events", undefined].map(
        (webhook) => companyOf({ webhook }).webhook,
      ),
      [
        O.some({ url, secretName: secret_id, events: ["message.sent"], content: false }),
        O.some({ url, secretName: secret_id, events: undefined, content: true }),
        ...[O.none, O.none, O.none, O.none],
      ],
    );
  },
);

const testBoundKeys = suite("bound keys");

const bound = (reference: unknown) => {
  const { keyIds, deskKeyIds } = companyOf({ api_key_reference: reference, desk_key_reference: reference });
  return [keyIds, deskKeyIds];
};

testBoundKeys("is one key, or several while one is being rotated, for either use", () => {
  assert.equal(bound("k1"), [["k1"], ["k1"]]);
  assert.equal(bound(["k1", "k2"]), [
    ["k1", "k2"],
    ["k1", "k2"],
  ]);
});

testBoundKeys("is none when the record names none: an empty id never matches a caller without a key", () => {
  for (const reference of [undefined, null, "", [], [""], [null, 5, {}], {}, 5])
    assert.equal(bound(reference), [[], []]);
});

testBoundKeys("keeps the two uses apart", () => {
  const { keyIds, deskKeyIds } = companyOf({ api_key_reference: ["k1"], desk_key_reference: ["k2"] });
  assert.equal([keyIds, deskKeyIds], [["k1"], ["k2"]]);
});
