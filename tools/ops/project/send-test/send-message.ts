import { randomUUID } from "node:crypto";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import type { JsonObject } from "../../../../runtime/codec/json";
import { channelSetup } from "../../../../runtime/company/channel-setup";
import { type Channel, channels } from "../../../../runtime/request/request";
import type { CompanyData } from "../../../../runtime/request/validate-request";
import { type Answer, isRefusal, notDone, type Refusal, refuse } from "../../cli/answer";
import type { Terminal } from "../../cli/terminal";
import { type ProjectEntry, projectName } from "../../stack-file/stack-file";
import { readCompanyRecord } from "../check/record-findings";
import { keysOf, type StackInEffect } from "../stack-in-effect";
import type { AskedMessage } from "./asked-message";
import { type Followed, follow, type Seen } from "./follow";

/** Milliseconds; API Gateway itself gives up after 29 seconds. */
const TIMEOUT_MS = 30_000;

const Accepted = t.type({ conversation_id: t.string });
const Refused = t.type({ error_code: t.string, message: t.string });

const reasonOf = (status: number, body: unknown): string =>
  Refused.is(body)
    ? `${body.error_code}, ${body.message}`
    : `${status}${status === 403 ? ": it does not know the key" : ""}`;

/** Posts a request to the API; the conversation's id, or why it was not accepted. */
export const postRequest = async (apiUrl: string, key: string, body: JsonObject): Promise<string | Refusal> => {
  const answer = await fetch(`${apiUrl}/initiate-conversation`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const told: unknown = await answer.json().catch(() => undefined);
  return answer.status === 200 && Accepted.is(told)
    ? told.conversation_id
    : refuse(`the API answered ${reasonOf(answer.status, told)}`);
};

/** Recipients of simulated messages, which reach nobody. */
export const simulatedRecipients: Readonly<Record<Channel, string>> = {
  whatsapp: "+447400123456",
  sms: "+447400123456",
  email: "ada@example.com",
};

export type TestRequest = {
  readonly project: CompanyData;
  readonly channel: Channel;
  readonly to: string;
  readonly requestId: string;
  readonly at: Date;
  readonly data: JsonObject;
};

/** The body of a request as a client sends it. */
export const testBody = ({ project, channel, to, requestId, at, data }: TestRequest): JsonObject => ({
  company_data: { company_id: project.company_id, project_id: project.project_id },
  recipient_data: {
    recipient_first_name: "Ada",
    recipient_last_name: "Byron",
    ...(channel === "email" ? { recipient_email: to } : { recipient_tel: to }),
    comms_consent: true,
  },
  request_data: { request_id: requestId, channel_method: channel, initial_request_timestamp: at.toISOString() },
  project_data: data,
});

/** The channel to use: the one that was named, or the project's first. */
const usedChannel = ({ project }: ProjectEntry, asked: Channel | undefined): Channel | Refusal => {
  const used = channels.filter((channel) => project.channels[channel] !== undefined);
  const channel = asked ?? used[0];
  return channel !== undefined && used.includes(channel)
    ? channel
    : refuse(`${projectName(project)} has no channel ${asked ?? ""}; it has ${used.join(", ") || "none"}`);
};

/** Whether the record in effect, which the engine goes by, lets a test through. */
const allowed = async (
  { companies }: StackInEffect,
  { project }: ProjectEntry,
  channel: Channel,
  really: boolean,
): Promise<Refusal | undefined> => {
  const name = projectName(project);
  const record = await readCompanyRecord(companies, project);
  if (record === undefined) return refuse(`${name} is not in effect yet: it has no record`);
  const setup = channelSetup(record, channel);
  if (E.isLeft(setup)) return refuse(`the record of ${name} lacks something: ${setup.left}`);
  return setup.right.simulate || really
    ? undefined
    : refuse(
        `${channel} of ${name} is not simulated, so a message would go out: --really --to ADDRESS sends it all the same`,
      );
};

const keyFor = async (
  { client }: StackInEffect,
  { project }: ProjectEntry,
): Promise<{ readonly apiUrl: string; readonly key: string } | Refusal> => {
  const { AI_MULTI_COMMS_API_URL: url, AI_MULTI_COMMS_API_KEY: value } = process.env;
  if (url !== undefined && value !== undefined) return { apiUrl: url, key: value };
  const { apiUrl, apiKeys } = await client();
  const key = keysOf(apiKeys, project).at(-1);
  return key === undefined ? refuse(`${projectName(project)} has no key in effect yet`) : { apiUrl, key: key.value };
};

const seenText = ({ at, send_state, conversation_status, delivery_status }: Seen): string =>
  `${at.slice(11, 23)}  ${send_state}, ${conversation_status}${delivery_status === null ? "" : `, ${delivery_status}`}`;

const endText = ({ end }: Followed, seconds: number): string => {
  if (end === "delivered") return "Delivered.";
  return end === "time is up" ? `Not delivered within ${seconds} seconds.` : `Not delivered: ${end.failed}.`;
};

/** Sends one message to the project in effect, and follows it to its end. */
export const sendMessage = async (
  inEffect: StackInEffect,
  entry: ProjectEntry,
  asked: AskedMessage,
  terminal: Terminal,
): Promise<Answer> => {
  const channel = usedChannel(entry, asked.channel);
  if (typeof channel !== "string") return notDone(channel.refusal);
  const forbidden = await allowed(inEffect, entry, channel, asked.really);
  if (forbidden !== undefined) return notDone(forbidden.refusal);
  const access = await keyFor(inEffect, entry);
  if (isRefusal(access)) return notDone(access.refusal);

  const tell = (text: string): void => {
    if (!asked.json) terminal.print(text);
  };
  const to = asked.to ?? simulatedRecipients[channel];
  const request = { project: entry.project, channel, to, requestId: randomUUID(), at: new Date(), data: asked.data };
  const accepted = await postRequest(access.apiUrl, access.key, testBody(request));
  if (typeof accepted !== "string") return notDone(accepted.refusal);
  tell(`${new Date().toISOString().slice(11, 23)}  accepted by the API: ${accepted}`);
  const followed = await follow(inEffect.conversations, accepted, asked.seconds, (seen) => tell(seenText(seen)));
  return {
    text: endText(followed, asked.seconds),
    data: { project: projectName(entry.project), channel, conversation_id: accepted, ...followed },
    done: followed.end === "delivered",
  };
};
