import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { conversationKey } from "../../../runtime/conversation/conversation-key";
import { prepare } from "../../../runtime/processor/prepare";
import type { Claimed } from "../../../runtime/processor/stages";
import { contextObject } from "../../helpers/context-object";
import { ASSISTANT_KEY, exampleSecrets, fakeSecrets, RECEIPT_KEY } from "../../helpers/fake-secrets";
import { happyProcessorEnv } from "../../helpers/processor-env";

const claimed = (company: JsonObject = {}): Claimed => {
  const context = contextObject("whatsapp", { company_data_payload: company });
  const until = new Date("2026-11-20T11:48:13.000Z");
  return {
    context,
    key: conversationKey(context),
    lease: { lease_owner: "worker", lease_until: until.toISOString() },
    claimedAt: new Date("2026-11-20T11:45:33.000Z"),
    heldUntil: () => until,
    savedDraft: undefined,
  };
};

const simulated = { channel_config: { whatsapp: { simulate: true } } };

const test = suite("prepare");

test("the carrier's credentials, the assistant's key and the receipts' key are fetched by their names", async () => {
  const { secrets, reads } = fakeSecrets();

  const result = await prepare(claimed())(happyProcessorEnv({ secrets }).env)();

  assert.equal(E.isRight(result) && [result.right.credentials, result.right.assistantKey, result.right.receiptKey], [
    {
      _tag: "Twilio",
      twilio_account_sid: "AC00000000000000000000000000000001",
      twilio_auth_token: "twilio-token",
      twilio_template_sid: "HX00000000000000000000000000000001",
    },
    ASSISTANT_KEY,
    RECEIPT_KEY,
  ]);
  assert.equal(reads, [
    "ai-multi-comms/whatsapp-credentials/cucumber-recruitment/clarify-cv/twilio-dev",
    "ai-multi-comms/openai-api-key/whatsapp-dev",
    "ai-multi-comms/receipt-key-dev",
  ]);
});

test("a project that is simulated needs no carrier's secret, and none is read", async () => {
  const { secrets, reads } = fakeSecrets();

  const result = await prepare(claimed(simulated))(happyProcessorEnv({ secrets }).env)();

  assert.equal(E.isRight(result) && result.right.credentials, { _tag: "Simulated" });
  assert.not.match(reads.join(), "whatsapp-credentials");
});

for (const [name] of Object.entries(exampleSecrets).filter(([name]) => /whatsapp|receipt/.test(name))) {
  test(`nothing is prepared without the secret ${name}`, async () => {
    const { [name]: _, ...others } = exampleSecrets;
    const { env } = happyProcessorEnv({ secrets: fakeSecrets(others).secrets });

    assert.equal(
      await prepare(claimed())(env)(),
      E.left({ _tag: "SecretMissing", reason: `secret ${name}: ResourceNotFoundException` }),
    );
  });
}

test.run();
