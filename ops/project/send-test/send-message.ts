import { randomUUID } from "node:crypto";
import * as E from "fp-ts/Either";
import { channelSetup } from "../../../runtime/company/channel-setup";
import { type Channel, channels } from "../../../runtime/request/channel";
import { type Answer, notDone } from "../../cli/answer";
import type { Terminal } from "../../cli/terminal";
import { isRefusal, type Refusal, refuse } from "../../refusal";
import { projectName } from "../../stack-file/named-project";
import type { ProjectEntry } from "../../stack-file/project-entries";
import { readCompanyRecord } from "../check/record-findings";
import { keysOf } from "../connect/issued-key";
import type { StackInEffect } from "../connect/stack-in-effect";
import type { AskedMessage } from "./asked-message";
import { type Followed, follow, type Seen } from "./follow";
import { postRequest } from "./post-request";
import { simulatedRecipients, testBody } from "./test-request";

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
