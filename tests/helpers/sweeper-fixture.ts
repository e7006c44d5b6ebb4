import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { GIVEN_UP_BUCKET } from "../../runtime/conversation/conversation";
import type { Candidate, Carrier, Inquiry, Listing } from "../../runtime/ports/carrier";
import type { Channel } from "../../runtime/request/request";
import { sweepConversation } from "../../runtime/sweeper/sweep-conversation";
import type { SweeperEnv } from "../../runtime/sweeper/sweeper-env";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { fakeSecrets } from "./fake-providers";
import { gatheringLog } from "./gathering-log";
import { inMemoryConversations, keyOfRecord } from "./in-memory-conversations";
import { notGiven } from "./not-given";
import { claimedRecord } from "./queue-message";
import { inMemoryQueue } from "./router-env";
import { fakeTimer, manualClock, START } from "./time-and-chance";

export const secondsAfterStart = (seconds: number): string =>
  new Date(Date.parse(START) + seconds * 1000).toISOString();

const draft = {
  variables: { "1": "Ada", "2": "Healthcare Assistant" },
  thread_id: "conv_1",
  prompt_tokens: 100,
  completion_tokens: 20,
  total_tokens: 120,
};

const attempt = { attempt_id: "attempt-1", sending_at: START };

const progress: Readonly<Record<string, JsonObject>> = {
  accepted: {},
  drafted: { draft, thread_id: "conv_1" },
  sending: { draft, thread_id: "conv_1", ...attempt, attempts: [attempt] },
};

/** A record in this state whose worker's lease ended at START, and which is due then. */
export const stranded = (state: string, channel: Channel = "whatsapp", overrides: JsonObject = {}): JsonObject =>
  deepOverride(
    {
      ...claimedRecord(channel),
      ...(progress[state] ?? progress.sending),
      send_state: state,
      next_check_at: START,
    },
    overrides,
  );

/** A lease that was given up then. */
export const releasedAt = (at: string) => ({ lease_owner: `nobody since ${at}`, lease_until: at, updated_at: at });

/** What is given up then stays in the index, for a look a day later. */
export const givenUpAt = (at: string): JsonObject => ({
  ...releasedAt(at),
  given_up_at: at,
  check_bucket: GIVEN_UP_BUCKET,
  next_check_at: new Date(Date.parse(at) + 86_400_000).toISOString(),
});

/** What the draft says, in a template. */
export const textOf = (messageId: string): string => `${messageId}: Hello Ada, about the Healthcare Assistant role`;

export const candidate = (messageId: string, secondsFromStart = 1): Candidate => ({
  messageId,
  deliveryStatus: "queued",
  text: textOf(messageId),
  createdAt: new Date(Date.parse(START) + secondsFromStart * 1000),
});

/** A carrier that only lists. */
export const lister = (listing: Listing | "silent") => {
  const inquiries: Inquiry[] = [];
  const carrier: Carrier = {
    send: notGiven("carrier.send"),
    templateVariables: notGiven("carrier.templateVariables"),
    keepsList: listing !== undefined,
    list: (_, inquiry) => {
      inquiries.push(inquiry);
      return listing === "silent" ? TE.left({ _tag: "CarrierSilent", reason: "status 503" }) : TE.right(listing);
    },
  };
  return { carrier, inquiries };
};

type Given = Partial<SweeperEnv> & { readonly listing?: Listing | "silent"; readonly seconds?: number };

/** The sweeper's real rules over ports in memory, some seconds after START, with carriers that list this. */
export const sweeperFixture = (
  records: readonly JsonObject[],
  { listing = [], seconds = 0, ...overrides }: Given = {},
) => {
  const store = inMemoryConversations();
  for (const record of records) store.put(record);
  const clock = manualClock(secondsAfterStart(seconds));
  const { log, lines } = gatheringLog();
  const { queue, queued } = inMemoryQueue();
  const { carrier, inquiries } = lister(listing);
  const env: SweeperEnv = {
    settings: {
      reconcileAfterSeconds: 270,
      retrySpanSeconds: 1_800,
      carrierTimeoutSeconds: 15,
      catchUpSeconds: 300,
      openaiUrl: "http://127.0.0.1:9",
      twilioUrl: "http://127.0.0.1:9",
      sendgridUrl: "http://127.0.0.1:9",
    },
    carriers: { whatsapp: carrier, sms: carrier, email: lister(undefined).carrier },
    checks: store.checks,
    clock,
    companies: { find: notGiven("companies.find") },
    conversations: store.conversations,
    deadline: { remainingMs: () => 300_000 },
    inbox: { list: notGiven("inbox.list"), files: notGiven("inbox.files") },
    log,
    queue,
    repliesQueue: { send: notGiven("repliesQueue.send") },
    senders: store.senders,
    secrets: fakeSecrets().secrets,
    threads: { remove: notGiven("threads.remove") },
    timer: fakeTimer().timer,
    ...overrides,
  };
  const recordOf = (record: JsonObject) => store.find(keyOfRecord(record));
  return { env, store, recordOf, queued, lines, inquiries };
};

/** Looks into the first of these conversations, is done with it, and tells what became of it. */
export const swept = async (records: readonly [JsonObject, ...JsonObject[]], given: Given = {}) => {
  const fixture = sweeperFixture(records, given);
  assert.equal(await sweepConversation(keyOfRecord(records[0]))(fixture.env)(), E.right(undefined));
  return { ...fixture, after: fixture.recordOf(records[0]) ?? {} };
};
