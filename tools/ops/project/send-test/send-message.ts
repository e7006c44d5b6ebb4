import { randomUUID } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import type { JsonObject } from "../../../../runtime/codec/json";
import { type Channel, channels, type ProjectIds } from "../../../../runtime/request/request";
import { type Answer, notDone } from "../../cli/answer";
import { type ProjectEntry, projectName } from "../../stack-file/stack-file";
import { companyInEffect, keysOf, type StackInEffect } from "../stack-in-effect";
import { type Followed, follow, type Seen } from "./follow";

/** What the command line asks to be sent. */
type AskedMessage = {
  readonly channel?: Channel | undefined;
  readonly to?: string | undefined;
  readonly data: JsonObject;
  readonly really: boolean;
  readonly seconds: number;
};

type Access = { readonly apiUrl: string; readonly key: string };

/** Milliseconds; API Gateway itself gives up after 29 seconds. */
const TIMEOUT_MS = 30_000;

const Accepted = t.type({ conversation_id: t.string });
const Refused = t.type({ error_code: t.string, message: t.string });

const reasonOf = (status: number, body: unknown): string =>
  Refused.is(body)
    ? `${body.error_code}, ${body.message}`
    : `${status}${status === 403 ? ": it does not know the key" : ""}`;

/** Posts a request to the API; the conversation's id, or why it was not accepted. */
const postRequest =
  ({ apiUrl, key }: Access, body: JsonObject): TE.TaskEither<string, string> =>
  async () => {
    const answer = await fetch(`${apiUrl}/initiate-conversation`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const told: unknown = await answer.json().catch(() => undefined);
    return answer.status === 200 && Accepted.is(told)
      ? E.right(told.conversation_id)
      : E.left(`the API answered ${reasonOf(answer.status, told)}`);
  };

/** Recipients of simulated messages, which reach nobody. */
const simulatedRecipients: Readonly<Record<Channel, string>> = {
  whatsapp: "+447400123456",
  sms: "+447400123456",
  email: "ada@example.com",
};

/** The body of a request as a client sends it. */
const testBody = ({ company_id, project_id }: ProjectIds, channel: Channel, { to, data }: AskedMessage): JsonObject => {
  const address = to ?? simulatedRecipients[channel];
  return {
    company_data: { company_id, project_id },
    recipient_data: {
      recipient_first_name: "Ada",
      recipient_last_name: "Byron",
      ...(channel === "email" ? { recipient_email: address } : { recipient_tel: address }),
      comms_consent: true,
    },
    request_data: {
      request_id: randomUUID(),
      channel_method: channel,
      initial_request_timestamp: new Date().toISOString(),
    },
    project_data: data,
  };
};

/** The channel to use: the one that was named, or the project's first. */
const usedChannel = ({ project }: ProjectEntry, asked: Channel | undefined): E.Either<string, Channel> => {
  const used = channels.filter((channel) => project.channels[channel] !== undefined);
  const channel = asked ?? used[0];
  return channel !== undefined && used.includes(channel)
    ? E.right(channel)
    : E.left(`${projectName(project)} has no channel ${asked ?? ""}; it has ${used.join(", ") || "none"}`);
};

/** Lets a channel through that the record in effect, which the engine goes by, lets a test use. */
const allowed =
  (inEffect: StackInEffect, { project }: ProjectEntry, { really }: AskedMessage) =>
  (channel: Channel): TE.TaskEither<string, unknown> =>
  async () => {
    const name = projectName(project);
    const company = await companyInEffect(inEffect, project);
    if (company === undefined) return E.left(`${name} is not in effect yet: it has no record`);
    const setup = company.setups[channel];
    if (E.isLeft(setup)) return E.left(`the record of ${name} lacks something: ${setup.left}`);
    return setup.right.simulate || really
      ? setup
      : E.left(
          `${channel} of ${name} is not simulated, so a message would go out: --really --to ADDRESS sends it all the same`,
        );
  };

const accessTo =
  ({ client }: StackInEffect, { project }: ProjectEntry): TE.TaskEither<string, Access> =>
  async () => {
    const { AI_MULTI_COMMS_API_URL: url, AI_MULTI_COMMS_API_KEY: value } = process.env;
    if (url !== undefined && value !== undefined) return E.right({ apiUrl: url, key: value });
    const { apiUrl, apiKeys } = await client();
    const key = keysOf(apiKeys, project).at(-1);
    return key === undefined
      ? E.left(`${projectName(project)} has no key in effect yet`)
      : E.right({ apiUrl, key: key.value });
  };

const seenText = ({ at, send_state, conversation_status, delivery_status }: Seen): string =>
  `${at.slice(11, 23)}  ${send_state}, ${conversation_status}${delivery_status === null ? "" : `, ${delivery_status}`}`;

const endText = ({ end, message }: Followed, seconds: number): string => {
  if (end === "delivered") return message === null ? "Delivered." : `Delivered:\n\n${message}`;
  return end === "time is up" ? `Not delivered within ${seconds} seconds.` : `Not delivered: ${end.failed}.`;
};

/** Sends one message to the project in effect, and follows it to its end. */
export const sendMessage = async (
  inEffect: StackInEffect,
  entry: ProjectEntry,
  asked: AskedMessage,
  tell: (text: string) => void,
): Promise<Answer> => {
  const { seconds } = asked;
  const { project } = entry;
  const accepted = await pipe(
    TE.fromEither(usedChannel(entry, asked.channel)),
    TE.tap(allowed(inEffect, entry, asked)),
    TE.bindTo("channel"),
    TE.bind("access", () => accessTo(inEffect, entry)),
    TE.bind("id", ({ channel, access }) => postRequest(access, testBody(project, channel, asked))),
  )();
  if (E.isLeft(accepted)) return notDone(accepted.left);
  const { channel, id } = accepted.right;
  tell(`${new Date().toISOString().slice(11, 23)}  accepted by the API: ${id}`);
  const followed = await follow(inEffect.conversations, id, seconds, (seen) => tell(seenText(seen)));
  return {
    text: endText(followed, seconds),
    data: { project: projectName(project), channel, conversation_id: id, ...followed },
    done: followed.end === "delivered",
  };
};
