import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import * as R from "fp-ts/ReadonlyRecord";
import { descriptionOf } from "../../../runtime/assistant/prompt";
import { fromAttributes, toAttributes } from "../../../runtime/codec/attribute-value";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { type Company, companyOf } from "../../../runtime/company/company";
import { countersOn } from "../../../runtime/conversation/spending";
import { type Channel, channels, type ProjectIds } from "../../../runtime/request/request";
import type { ProjectDetails } from "../api/project";

/** What is known of the use of API keys. */
export type KeyUse = {
  readonly labelOf: (keyId: string) => string | undefined;
  /** ISO 8601. */
  readonly lastUsed: (keyId: string) => string | undefined;
  /** Requests with one of these keys on the day of UTC; nothing where nobody counts. */
  readonly requestsOn: (day: string, keyIds: readonly string[]) => number | undefined;
  readonly note: string;
};

type DetailsEnv = {
  readonly dynamo: DynamoDBClient;
  readonly companyTable: string;
  readonly conversationsTable: string;
  readonly keyUse: KeyUse;
};

type Used = { readonly messages: number; readonly tokens: number };

/** BatchGetItem takes that many keys (DynamoDB's API reference); a project has up to 200 counters. */
const MOST_KEYS = 100;

const usedOn = async (
  { dynamo, conversationsTable }: DetailsEnv,
  company: Company,
  project: ProjectIds,
  now: Date,
): Promise<Used> => {
  let used: Used = { messages: 0, tokens: 0 };
  for (const keys of RA.chunksOf(MOST_KEYS)(countersOn(project, company.limits, now))) {
    let RequestItems: BatchGetItemCommandInput["RequestItems"] = {
      [conversationsTable]: { Keys: keys.map((key) => toAttributes({ ...key })) },
    };
    while (RequestItems !== undefined && Object.keys(RequestItems).length > 0) {
      const answer: BatchGetItemCommandOutput = await dynamo.send(new BatchGetItemCommand({ RequestItems }));
      for (const { messages = 0, tokens = 0 } of (answer.Responses?.[conversationsTable] ?? []).map(fromAttributes))
        used = { messages: used.messages + Number(messages), tokens: used.tokens + Number(tokens) };
      RequestItems = answer.UnprocessedKeys;
    }
  }
  return used;
};

const limitsOf = (company: Company, used: Used, requests: number | undefined): ProjectDetails["limits"] => {
  const given: JsonObject = isJsonObject(company.record.rate_limits) ? company.record.rate_limits : {};
  const { limits } = company;
  const rows: readonly (readonly [string, unknown, number | null])[] = [
    ["requests_per_minute", given.requests_per_minute, null],
    ["requests_per_day", given.requests_per_day, requests ?? null],
    ["messages_per_day", limits.messagesPerDay, used.messages],
    ["messages_per_recipient_per_day", limits.messagesPerRecipientPerDay, null],
    ["assistant_tokens_per_day", limits.assistantTokensPerDay, used.tokens],
    ["assistant_calls_per_conversation", limits.assistantCallsPerConversation, null],
    ["assistant_tokens_per_conversation", limits.assistantTokensPerConversation, null],
    ["max_message_length", given.max_message_length, null],
    ["max_text_length", limits.text, null],
    ["max_list_length", limits.list, null],
    ["max_data_bytes", limits.bytes, null],
  ];
  return rows.flatMap(([name, limit, usedNow]) => (typeof limit === "number" ? [{ name, limit, used: usedNow }] : []));
};

type ChannelView = ProjectDetails["channels"][number];

const nothing = { sender: "", isSimulated: false, model: "", instructions: "", variables: {} };

const channelView =
  ({ setups, allowedChannels }: Company) =>
  (channel: Channel): ChannelView => ({
    channel,
    isAllowed: E.isRight(allowedChannels) && allowedChannels.right.includes(channel),
    ...pipe(
      setups[channel],
      E.match(
        (problem): Omit<ChannelView, "channel" | "isAllowed"> => ({ ...nothing, problem }),
        ({ sender, simulate, assistant: { model, instructions, content_variables } }) => ({
          problem: null,
          sender,
          isSimulated: simulate,
          model,
          instructions,
          variables: pipe(content_variables, R.map(descriptionOf)),
        }),
      ),
    ),
  });

/** All that a project's record says, and what is used of it today; nothing for a project that is not there. */
export const projectDetails =
  (env: DetailsEnv) =>
  async ({ company_id, project_id }: ProjectIds): Promise<ProjectDetails | undefined> => {
    const { dynamo, companyTable, keyUse } = env;
    const Key = toAttributes({ company_id, project_id });
    const { Item } = await dynamo.send(new GetItemCommand({ TableName: companyTable, Key }));
    if (Item === undefined) return undefined;
    const company = companyOf(fromAttributes(Item));
    const now = new Date();
    const used = await usedOn(env, company, { company_id, project_id }, now);
    const views = channels.map(channelView(company));
    return {
      keys: company.keyIds.map((id) => ({
        id,
        label: keyUse.labelOf(id) ?? null,
        lastUsed: keyUse.lastUsed(id) ?? null,
      })),
      keysNote: keyUse.note,
      limits: limitsOf(company, used, keyUse.requestsOn(now.toISOString().slice(0, 10), company.keyIds)),
      channels: views.filter(({ isAllowed, problem }) => isAllowed || problem === null),
    };
  };
