import { createServer, request } from "node:http";
import { buffer } from "node:stream/consumers";
import * as E from "fp-ts/Either";
import { carriers } from "../../runtime/adapters/carriers";
import { openaiAssistant } from "../../runtime/adapters/openai-assistant";
import type { JsonObject } from "../../runtime/codec/json";
import type { Carrier } from "../../runtime/ports/carrier";
import { processMessage } from "../../runtime/processor/process-message";
import { type Channel, channels } from "../../runtime/request/request";
import { programs } from "../../tools/aws/guard";
import { listenOnLoopback } from "../../tools/aws/http";
import { processorSettings } from "../../tools/measure/sample/functions";
import type { AssistantFault } from "../../tools/providers/injected-faults/injected-fault";
import { startProviders } from "../../tools/providers/start-providers";
import { defaultTwilioTemplate } from "../../tools/providers/twilio/template";
import { exampleSecrets, fakeSecrets } from "../helpers/fake-providers";
import { happyProcessorEnv } from "../helpers/processor-env";
import { delivery } from "../helpers/queue-message";
import { manualClock } from "../helpers/time-and-chance";

/** A request as it went over the wire. */
export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

/** Stands before a server on loopback and keeps every request that it passes on. */
const startRecordingProxy = async (target: string) => {
  const recorded: Recorded[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer(async (incoming, outgoing) => {
    const { method = "", url = "", headers } = incoming;
    const body = await buffer(incoming);
    const { pathname, searchParams } = new URL(url, target);
    recorded.push({ method, path: pathname, query: searchParams, headers, body: body.toString("utf8") });
    request({ hostname, port, path: url, method, headers: { ...headers, host: `${hostname}:${port}` } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    })
      .on("error", () => outgoing.destroy())
      .end(body);
  });
  return { ...(await listenOnLoopback("the recording proxy", 0, server, programs)), recorded };
};

/** What went to each provider. */
export type Wire = Readonly<Record<"openai" | "twilio" | "sendgrid", readonly Recorded[]>>;

type Scene = {
  readonly channel: Channel;
  readonly context?: JsonObject;
  readonly secrets?: Readonly<Record<string, string>>;
  /** How OpenAI answers first. */
  readonly assistant?: AssistantFault;
};

const account = {
  _tag: "Twilio" as const,
  twilio_account_sid: "AC00000000000000000000000000000001",
  twilio_auth_token: "twilio-token",
};

const listBetween = async (carrier: Carrier, record: JsonObject | undefined): Promise<void> => {
  const addresses = { from: "+447400654321", to: String(record?.primary_channel) };
  const listed = await carrier.list(account, {
    ...addresses,
    attemptId: "attempt-1",
    since: new Date(),
    timeoutMs: 5_000,
  })();
  if (E.isLeft(listed)) throw new Error(listed.left.reason);
};

/** Processes one message with the real adapters against the stand-ins, and lists the carrier's messages between the two. */
const onTheWire = async ({ channel, context = {}, secrets, assistant }: Scene): Promise<Wire> => {
  const providers = await startProviders({
    twilio: {
      receipts: "off",
      defaultTemplate: { ...defaultTwilioTemplate, variables: { "1": "Ada", "2": "Nurse" } },
    },
    sendgrid: { events: "off" },
  });
  if (assistant !== undefined) providers.faults.add({ provider: "openai", fault: { assistant } });
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

const withoutTemplate = Object.fromEntries(
  Object.entries(exampleSecrets).map(([name, value]) => {
    if (!name.includes("sms-credentials")) return [name, value];
    const { twilio_template_sid: _, ...others } = JSON.parse(value);
    return [name, JSON.stringify(others)];
  }),
);

const unsubscribe = { email: { unsubscribe_url: "https://cucumber.example/unsubscribe?who=1" } };

/** Messages whose way is recorded. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...Object.fromEntries(channels.map((channel) => [channel, { channel }])),
  "sms after an answer that was cut off": { channel: "sms", assistant: "incomplete" },
  "sms without a template": { channel: "sms", secrets: withoutTemplate },
  "email with a page to unsubscribe": {
    channel: "email",
    context: { company_data_payload: { channel_config: unsubscribe } },
  },
};

const recordings = new Map<string, Promise<Wire>>();

/** What a scene puts on the wire, recorded once. */
export const wireOf = (name: string): Promise<Wire> => {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no scene ${name}`);
  const recording = recordings.get(name) ?? onTheWire(scene);
  recordings.set(name, recording);
  return recording;
};
