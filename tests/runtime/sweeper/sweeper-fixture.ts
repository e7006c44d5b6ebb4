import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../../../runtime/codec/json";
import type { QueuedMessage } from "../../../runtime/conversation/message";
import { newConversation } from "../../../runtime/conversation/record";
import type { Candidate, Carrier, Inquiry, Listing } from "../../../runtime/ports/carrier";
import type { Channel } from "../../../runtime/request/request";
import type { SweeperEnv } from "../../../runtime/sweeper/sweeper-env";
import { deepOverride } from "../../../tools/measure/sample/deep-override";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { fakeSecrets } from "../../helpers/fake-providers";
import { gatheringLog, type LogLine } from "../../helpers/gathering-log";
import { type InMemoryConversations, inMemoryConversations } from "../../helpers/in-memory-conversations";
import { notGiven } from "../../helpers/not-given";
import { inMemoryQueue } from "../../helpers/router-env";
import { type ManualClock, manualClock, START } from "../../helpers/time-and-chance";

const RECONCILE_AFTER_SECONDS = 270;

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
      ...newConversation({
        message: sampleMessage(channel),
        lease: { lease_owner: "worker-1", lease_until: START },
        at: new Date(Date.parse(START) - 160_000),
        processorVersion: "2.3.4",
        reconcileAfterSeconds: RECONCILE_AFTER_SECONDS,
        ttlDays: undefined,
      }),
      ...(progress[state] ?? progress.sending),
      send_state: state,
      next_check_at: START,
    },
    overrides,
  );

export const keyOfRecord = ({ primary_channel, conversation_id }: JsonObject) => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

export const candidate = (messageId: string, secondsFromStart = 1): Candidate => ({
  messageId,
  deliveryStatus: "queued",
  text: `text of ${messageId}`,
  createdAt: new Date(Date.parse(START) + secondsFromStart * 1000),
});

export type FakeLister = { readonly carrier: Carrier; readonly inquiries: readonly Inquiry[] };

/** A carrier that only lists. */
export const lister = (listing: Listing | "silent"): FakeLister => {
  const inquiries: Inquiry[] = [];
  return {
    carrier: {
      send: notGiven("carrier.send"),
      templateVariables: notGiven("carrier.templateVariables"),
      list: (_, inquiry) => {
        inquiries.push(inquiry);
        return listing === "silent" ? TE.left({ _tag: "CarrierSilent", reason: "status 503" }) : TE.right(listing);
      },
    },
    inquiries,
  };
};

export type SweeperFixture = {
  readonly env: SweeperEnv;
  readonly store: InMemoryConversations;
  readonly queued: readonly QueuedMessage[];
  readonly clock: ManualClock;
  readonly lines: readonly LogLine[];
};

/** The sweeper's real rules over ports in memory, some seconds after START, with carriers that list this. */
export const sweeperFixture = (
  records: readonly JsonObject[],
  {
    listing = [],
    seconds = 0,
    ...overrides
  }: Partial<SweeperEnv> & {
    readonly listing?: Listing | "silent";
    readonly seconds?: number;
  } = {},
): SweeperFixture => {
  const store = inMemoryConversations();
  for (const record of records) store.put(record);
  const clock = manualClock(secondsAfterStart(seconds));
  const { log, lines } = gatheringLog();
  const { queue, queued } = inMemoryQueue();
  const { carrier } = lister(listing);
  const env: SweeperEnv = {
    settings: {
      reconcileAfterSeconds: RECONCILE_AFTER_SECONDS,
      carrierTimeoutSeconds: 15,
      twilioUrl: "http://127.0.0.1:9",
      sendgridUrl: "http://127.0.0.1:9",
    },
    carriers: { whatsapp: carrier, sms: carrier, email: lister(undefined).carrier },
    checks: store.checks,
    clock,
    conversations: store.conversations,
    deadline: { remainingMs: () => 300_000 },
    log,
    queue,
    secrets: fakeSecrets().secrets,
    ...overrides,
  };
  return { env, store, queued, clock, lines };
};
