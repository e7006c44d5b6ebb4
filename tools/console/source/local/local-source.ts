import { BatchGetItemCommand, type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import { fromAttributes, toAttributes } from "../../../../runtime/codec/attribute-value";
import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import type { OpsEnv } from "../../../ops/connect/ops-env";
import type { ThreadMessage } from "../../api/conversation";
import { makeHearers } from "../../api/hearers";
import { totalsOf } from "../../api/project";
import type { Changed } from "../../api/push";
import type { ConsoleSource } from "../console-source";
import { conversationView } from "../conversation-view";
import { correspondenceOf } from "../correspondence";
import { eventViews } from "../event-views";
import { type KnownConversation, knownConversation, summaryOf } from "../known-conversation";
import { logTimeline } from "../log-timeline";
import { projectDetails } from "../project-details";
import { readProjects } from "../read-projects";
import { repeatedly } from "../repeatedly";
import { inOrder, recordTimeline } from "../timeline";
import { openVeil } from "../veil";
import { makeConversationIndex } from "./conversation-index";
import type { EngineFeed, FeedEvent, LocalEngine } from "./engine-feed";
import { localHistory, localPicture } from "./local-picture";
import { carrierTimeline, countsOf, type Past, type PastEvents } from "./past-events";
import { writeTimeline } from "./table-write";
import { countedAs, makeDepthLog, makeKeyUse, makeTally } from "./tally";

type LocalSourceOptions = {
  readonly engine: LocalEngine;
  readonly feed: EngineFeed;
  readonly env: OpsEnv;
  readonly past: PastEvents;
  readonly notes: readonly string[];
  readonly onError: (error: unknown) => void;
};

/** BatchGetItem takes that many keys (DynamoDB's API reference). */
const MOST_KEYS = 100;
/** Four rounds a second are more than a person can follow. */
const READ_MS = 250;
const MEASURE_MS = 1_000;

const readMany = async (
  dynamo: DynamoDBClient,
  tableName: string,
  keys: readonly ConversationKey[],
): Promise<readonly KnownConversation[]> => {
  const Keys = keys.map(({ primary_channel, conversation_id }) => toAttributes({ primary_channel, conversation_id }));
  const { Responses = {} } = await dynamo.send(
    new BatchGetItemCommand({ RequestItems: { [tableName]: { ConsistentRead: true, Keys } } }),
  );
  return pipe(Responses[tableName] ?? [], RA.filterMap(flow(fromAttributes, knownConversation)));
};

const NO_CONVERSATION = "There is no such conversation here: its request was never accepted, or it was erased.";

const LOG_NOTE = "The lines that name this conversation, since the engine was started.";

/** Before the engine was started, only the record knows. */
const timelineOf = (known: KnownConversation, { writes, lines, sends }: Past) => {
  const sawItBegin = writes.some(({ kind }) => kind === "new");
  const seen = inOrder(writeTimeline(writes), carrierTimeline(sends), logTimeline(lines));
  return sawItBegin ? seen : inOrder(recordTimeline(known), seen);
};

/** With the words that the carrier's stand-in made of its template: only Twilio tells them. */
const asCarried =
  (sends: Past["sends"]) =>
  (message: ThreadMessage): ThreadMessage => {
    const send = sends.find(({ entry }) => entry.id === message.message_id);
    return send === undefined ? message : { ...message, text: send.entry.renderedText };
  };

/** With what Twilio itself has answered to a keyword, which the engine never sees, right behind it. */
const withCarrierAnswers = (
  thread: readonly ThreadMessage[],
  { providers }: Pick<LocalEngine, "providers">,
): readonly ThreadMessage[] => {
  const answers = providers.twilio.messages().filter(({ direction }) => direction === "outbound-reply");
  return thread.flatMap((message) => [
    message,
    ...answers
      .filter((one) => one.answers === message.message_id)
      .map(({ body, sid }) => ({ ...message, text: body, from: "carrier" as const, kind: null, message_id: sid })),
  ]);
};

/** The running local engine, in this process: everything is known, and heard of when it happens. */
export const makeLocalSource = async (options: LocalSourceOptions): Promise<ConsoleSource> => {
  const { engine, feed, env, past, notes, onError } = options;
  const { ready, services } = engine;
  const { dynamo } = services.cloud;
  const index = makeConversationIndex();
  const tally = makeTally();
  const depths = makeDepthLog();
  const keyUse = makeKeyUse(() => engine.ready.apiKeys);
  const changes = makeHearers<Changed>();

  const isElsewhere = ({ primary_channel, conversation_id }: ConversationKey): boolean =>
    ![undefined, primary_channel].includes(index.keyOf(conversation_id)?.primary_channel);
  /** A request that lost its id to one of another recipient can have the conversation id of the winner, which stays in its place. */
  const hasPlace = (known: KnownConversation): boolean => known.record.request_id_taken !== true || !isElsewhere(known);

  const take = (changed: readonly KnownConversation[]): void => {
    const rows = changed.filter(hasPlace).map((known) => {
      const row = summaryOf(known, openVeil);
      index.put(row, { primary_channel: known.primary_channel, conversation_id: known.conversation_id });
      return row;
    });
    if (rows.length > 0) changes.tell({ changed: rows, gone: [], total: index.size() });
  };
  const forget = (id: string): void => {
    index.remove(id);
    changes.tell({ changed: [], gone: [id], total: index.size() });
  };
  const written = new Map<string, ConversationKey>();
  const nameOf = ({ primary_channel, conversation_id }: ConversationKey) => `${conversation_id} ${primary_channel}`;
  const reading = repeatedly(
    READ_MS,
    async () => {
      const keys = [...written.values()].slice(0, MOST_KEYS);
      if (keys.length === 0) return;
      for (const key of keys) written.delete(nameOf(key));
      take(await readMany(dynamo, ready.tables.conversations, keys));
    },
    onError,
  );
  const count = (event: FeedEvent): void => {
    const { names, at } = countedAs(event);
    for (const name of names) tally.add(name, at);
    past.add(event);
    if (event.kind === "access") keyUse.add(event.entry);
  };
  const stopHearing = feed.onEvent((event) => {
    count(event);
    if (event.kind !== "write" || event.write.outcome !== "done") return;
    const { key } = event.write;
    if (event.write.kind !== "gone") written.set(nameOf(key), key);
    else if (!isElsewhere(key)) forget(key.conversation_id);
  });
  for (const event of feed.list()) count(event);

  const stored: KnownConversation[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: ready.tables.conversations }))
    stored.push(...pipe(Items, RA.filterMap(flow(fromAttributes, knownConversation))));
  take(stored.sort((one, other) => one.accepted_at.localeCompare(other.accepted_at)));

  const measuring = repeatedly(MEASURE_MS, async () => void (await localPicture(engine, tally, depths)), onError);

  return {
    about: async () => ({
      stack: "local",
      kind: "local",
      apiUrl: `${ready.apiUrl}/initiate-conversation`,
      projects: await readProjects(dynamo, ready.tables.company),
      notes,
    }),
    picture: () => localPicture(engine, tally, depths),
    history: async () => localHistory(tally, depths, Date.now()),
    conversations: async (filter, next, limit) => index.page(filter, next, limit),
    conversation: async (id) => {
      const heard = past.of(id);
      const key = index.keyOf(id) ?? heard.writes[0]?.key;
      const record = key && (await env.lookups.record(key));
      const known = record && O.toUndefined(knownConversation(record));
      const timeline = known ? timelineOf(known, heard) : [];
      const { lines } = heard;
      if (known === undefined) return undefined;
      const veil = openVeil;
      const correspondence = await correspondenceOf(env, known, veil);
      const view = conversationView({
        known,
        correspondence,
        timeline,
        events: eventViews(lines, countsOf(heard)),
        lines,
        logNote: LOG_NOTE,
        veil,
        now: new Date(),
      });
      return { ...view, thread: withCarrierAnswers(view.thread.map(asCarried(heard.sends)), engine) };
    },
    whyNone: async (id) => (past.of(id).lines.length > 0 ? null : NO_CONVERSATION),
    project: projectDetails({
      dynamo,
      companyTable: ready.tables.company,
      conversationsTable: ready.tables.conversations,
      keyUse,
    }),
    totals: async (filter, zone) => ({ days: totalsOf(index.matching(filter), zone), isWhole: true }),
    onChange: changes.hear,
    pictureEveryMs: 500,
    close: async () => {
      stopHearing();
      await Promise.all([measuring.stop(), reading.stop()]);
    },
  };
};
