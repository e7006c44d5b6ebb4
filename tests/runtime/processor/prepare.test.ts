import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withMemory } from "../../../runtime/adapters/secrets-manager-secrets";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import type { Conversations } from "../../../runtime/ports/conversations";
import type { Secrets } from "../../../runtime/ports/secrets";
import { prepare, readAhead } from "../../../runtime/processor/prepare";
import { processMessage } from "../../../runtime/processor/process-message";
import type { Claimed } from "../../../runtime/processor/stages";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { ASSISTANT_KEY, exampleSecrets, fakeSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { happyProcessorEnv } from "../../helpers/processor-env";
import { delivery, exampleClaim } from "../../helpers/queue-message";
import { manualClock } from "../../helpers/time-and-chance";

const testReadAhead = suite("read-ahead");

const needed = [
  "ai-multi-comms/whatsapp-credentials/cucumber-recruitment/clarify-cv/twilio-dev",
  "ai-multi-comms/openai-api-key/whatsapp-dev",
  "ai-multi-comms/receipt-key-dev",
  "ai-multi-comms/consent-key-dev",
];

const simulated = { channel_config: { whatsapp: { simulate: true } } };

/** Notes the order in which a message's reads of secrets and its claim begin and end. */
const noting = () => {
  const order: string[] = [];
  const store = inMemoryConversations();
  const secrets: Pick<Secrets, "get"> = {
    get: (name) => async () => {
      order.push("secret asked for");
      await new Promise(setImmediate);
      order.push("secret read");
      return TE.right(exampleSecrets[name] ?? "")();
    },
  };
  const conversations: Conversations = {
    ...store.conversations,
    putNew: (item) => async () => {
      order.push("put");
      return store.conversations.putNew(item)();
    },
  };
  return { order, conversations, secrets: withMemory(secrets, manualClock()) };
};

testReadAhead("on a cold container all secrets are asked for before the first write, each once", async () => {
  const { order, ...ports } = noting();
  const { env } = happyProcessorEnv(ports);

  assert.equal(await processMessage(delivery("whatsapp"))(env)(), { _tag: "Done" });

  assert.equal(order.slice(0, 5), [...Array(4).fill("secret asked for"), "put"]);
  assert.is(order.filter((what) => what === "secret asked for").length, 4);
});

testReadAhead("asks for what the channel needs, by name; a simulated carrier needs no credentials", () => {
  const asked = (message: Parameters<typeof readAhead>[0]) => {
    const { secrets, reads } = fakeSecrets();
    readAhead(message)({ secrets, settings: happyProcessorEnv().env.settings })();
    return reads;
  };

  assert.equal(asked(sampleMessage("whatsapp")), needed);
  assert.equal(asked(sampleMessage("whatsapp", { company_data_payload: simulated })), needed.slice(1));
  assert.equal(asked({ ...sampleMessage("whatsapp"), company: companyOf({}) }), []);
});

testReadAhead(
  "a read that breaks while it is ahead is heard of when the secret is needed, and harms nothing else",
  async () => {
    const { env } = happyProcessorEnv({
      secrets: { ...fakeSecrets().secrets, get: () => () => Promise.reject(new Error("unforeseen")) },
    });

    const outcome = await processMessage(delivery("whatsapp"))(env)().catch(({ message }: Error) => message);

    assert.is(outcome, "unforeseen");
  },
);

const claimed = (company: JsonObject = {}): Claimed =>
  exampleClaim({ message: sampleMessage("whatsapp", { company_data_payload: company }) });

const testPrepare = suite("prepare");

testPrepare(
  "the carrier's credentials, the assistant's key and the receipts' key are fetched by their names",
  async () => {
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
    assert.equal(reads, needed);
  },
);

testPrepare("a project that is simulated needs no carrier's secret, and none is read", async () => {
  const { secrets, reads } = fakeSecrets();

  const result = await prepare(claimed(simulated))(happyProcessorEnv({ secrets }).env)();

  assert.equal(E.isRight(result) && result.right.credentials, { _tag: "Simulated" });
  assert.not.match(reads.join(), "whatsapp-credentials");
});

for (const [name] of Object.entries(exampleSecrets).filter(([name]) => /whatsapp|receipt/.test(name))) {
  testPrepare(`nothing is prepared without the secret ${name}`, async () => {
    const { [name]: _, ...others } = exampleSecrets;
    const { env } = happyProcessorEnv({ secrets: fakeSecrets(others).secrets });

    assert.equal(
      await prepare(claimed())(env)(),
      E.left({ _tag: "SecretMissing", reason: `secret ${name}: ResourceNotFoundException` }),
    );
  });
}
