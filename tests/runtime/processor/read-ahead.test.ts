import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withMemory } from "../../../runtime/adapters/with-memory";
import type { Conversations } from "../../../runtime/ports/conversations";
import type { Secrets } from "../../../runtime/ports/secrets";
import { processMessage } from "../../../runtime/processor/process-message";
import { readAhead } from "../../../runtime/processor/read-ahead";
import { contextObject } from "../../helpers/context-object";
import { exampleSecrets, fakeSecrets } from "../../helpers/fake-secrets";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { manualClock } from "../../helpers/manual-clock";
import { delivery } from "../../helpers/processor-delivery";
import { happyProcessorEnv } from "../../helpers/processor-env";

const test = suite("read-ahead");

const needed = [
  "ai-multi-comms/whatsapp-credentials/cucumber-recruitment/clarify-cv/twilio-dev",
  "ai-multi-comms/openai-api-key/whatsapp-dev",
  "ai-multi-comms/receipt-key-dev",
];

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

test("on a cold container all secrets are asked for before the first write, each once", async () => {
  const { order, ...ports } = noting();
  const { env } = happyProcessorEnv(ports);

  assert.equal(await processMessage(delivery("whatsapp"))(env)(), { _tag: "Done" });

  assert.equal(order.slice(0, 4), [...Array(3).fill("secret asked for"), "put"]);
  assert.is(order.filter((what) => what === "secret asked for").length, 3);
});

test("asks for what the channel needs, by name; a simulated carrier needs no credentials", () => {
  const asked = (context: Parameters<typeof readAhead>[0]) => {
    const { secrets, reads } = fakeSecrets();
    readAhead(context)({ secrets, settings: happyProcessorEnv().env.settings })();
    return reads;
  };
  const context = contextObject("whatsapp");
  const simulated = structuredClone(context);
  Object.assign((simulated.company_data_payload as { channel_config: { whatsapp: object } }).channel_config.whatsapp, {
    simulate: true,
  });

  assert.equal(asked(context), needed);
  assert.equal(asked(simulated), needed.slice(1));
  assert.equal(asked({ ...context, company_data_payload: {} }), []);
});

test("a read that breaks while it is ahead is heard of when the secret is needed, and harms nothing else", async () => {
  const { env } = happyProcessorEnv({
    secrets: { get: () => () => Promise.reject(new Error("unforeseen")), forgetAll: () => undefined },
  });

  const outcome = await processMessage(delivery("whatsapp"))(env)().catch(({ message }: Error) => message);

  assert.is(outcome, "unforeseen");
});

test.run();
