import * as E from "fp-ts/Either";
import { startProviders } from "../../local/providers/start-providers";
import { defaultTwilioTemplate } from "../../local/providers/twilio/twilio-template";
import { carriers } from "../../runtime/adapters/carriers";
import { openaiAssistant } from "../../runtime/adapters/openai-assistant";
import type { JsonObject } from "../../runtime/codec/json-object";
import type { Carrier } from "../../runtime/ports/carrier";
import { processMessage } from "../../runtime/processor/process-message";
import type { Channel } from "../../runtime/request/channel";
import { fakeSecrets } from "../helpers/fake-secrets";
import { manualClock } from "../helpers/manual-clock";
import { delivery } from "../helpers/processor-delivery";
import { happyProcessorEnv } from "../helpers/processor-env";
import { processorSettings } from "../helpers/processor-settings";
import { type Recorded, startRecordingProxy } from "./recording-proxy";

/** What went to each provider. */
export type Wire = {
  readonly openai: readonly Recorded[];
  readonly twilio: readonly Recorded[];
  readonly sendgrid: readonly Recorded[];
};

type Scene = {
  readonly channel: Channel;
  readonly context?: JsonObject;
  readonly secrets?: Readonly<Record<string, string>>;
};

const account = {
  _tag: "Twilio" as const,
  twilio_account_sid: "AC00000000000000000000000000000001",
  twilio_auth_token: "twilio-token",
};

const listBetween = async (carrier: Carrier, record: JsonObject | undefined): Promise<void> => {
  const addresses = { from: "+447400654321", to: String(record?.primary_channel) };
  const listed = await carrier.list(account, { ...addresses, attemptId: "attempt-1", timeoutMs: 5_000 })();
  if (E.isLeft(listed)) throw new Error(listed.left.reason);
};

/** Processes one message with the real adapters against the stand-ins, and lists the carrier's messages between the two. */
export const onTheWire = async ({ channel, context = {}, secrets }: Scene): Promise<Wire> => {
  const providers = await startProviders({
    twilio: {
      receipts: "off",
      defaultTemplate: { ...defaultTwilioTemplate, variables: { "1": "Ada", "2": "Nurse" } },
    },
    sendgrid: { events: "off" },
  });
  const [openai, twilio, sendgrid] = [
    await startRecordingProxy(providers.openai.url),
    await startRecordingProxy(providers.twilio.url),
    await startRecordingProxy(providers.sendgrid.url),
  ];
  const clock = manualClock();
  const carrier = carriers({ twilioUrl: twilio.url, sendgridUrl: sendgrid.url }, clock)[channel];
  const { env, store, lines } = happyProcessorEnv({
    assistant: openaiAssistant(openai.url, clock),
    carrier,
    settings: processorSettings({ channel }),
    ...(secrets === undefined ? {} : { secrets: fakeSecrets(secrets).secrets }),
  });
  const verdict = await processMessage(delivery(channel, context))(env)();
  const [record] = store.records().filter(({ send_state }) => send_state === "sent");
  if (channel !== "email") await listBetween(carrier, record);
  for (const one of [openai, twilio, sendgrid]) await one.stop();
  await providers.stop();
  if (verdict._tag !== "Done" || record === undefined) throw new Error(`not sent: ${JSON.stringify(lines)}`);
  return { openai: openai.recorded, twilio: twilio.recorded, sendgrid: sendgrid.recorded };
};
