import { paginateScan } from "@aws-sdk/client-dynamodb";
import { fromAttributes } from "../../../../runtime/adapters/dynamo-items";
import type { JsonObject } from "../../../../runtime/codec/json";
import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import type { OpsEnv } from "../../../ops/connect/ops-env";
import type { Changed, ConsoleSource } from "../console-source";
import { conversationView } from "../conversation-view";
import { logTimeline } from "../log-timeline";
import { readProjects } from "../read-projects";
import { inOrder, recordTimeline } from "../record-timeline";
import { isConversation, summaryOf } from "../summary-of";
import { openVeil } from "../veil";
import { readChangedRecords } from "./changed-records";
import { makeConversationIndex } from "./conversation-index";
import type { EngineFeed, FeedEvent, LocalEngine } from "./engine-feed";
import { localHistory, localPicture } from "./local-picture";
import { carrierTimeline, type Past, type PastEvents } from "./past-events";
import { countedAs, makeDepthLog, makeTally } from "./tally";
import { writeTimeline } from "./write-timeline";

export type LocalSourceOptions = {
  readonly engine: LocalEngine;
  readonly feed: EngineFeed;
  readonly env: OpsEnv;
  readonly past: PastEvents;
  readonly notes: readonly string[];
  readonly onError: (error: unknown) => void;
};

const LOG_NOTE = "The lines that name this conversation, since the engine was started.";

/** Before the engine was started, only the record knows. */
const timelineOf = (record: JsonObject, { writes, events, sends }: Past) => {
  const sawItBegin = writes.some(({ kind }) => kind === "new");
  const known = inOrder(writeTimeline(writes), carrierTimeline(sends), logTimeline(events));
  return sawItBegin ? known : inOrder(recordTimeline(record), known);
};

/** The running local engine, in this process: everything is known, and heard of when it happens. */
export const makeLocalSource = async (options: LocalSourceOptions): Promise<ConsoleSource> => {
  const { engine, feed, env, past, notes, onError } = options;
  const { ready, services } = engine;
  const { dynamo } = services.cloud;
  const index = makeConversationIndex();
  const tally = makeTally();
  const depths = makeDepthLog();
  const listeners = new Set<(changed: Changed) => void>();

  const keyOf = (record: JsonObject): ConversationKey => ({
    primary_channel: String(record.primary_channel),
    conversation_id: String(record.conversation_id),
  });
  const take = (records: readonly JsonObject[]): void => {
    const rows = records.filter(isConversation).map((record) => {
      const row = summaryOf(record, openVeil);
      index.put(row, keyOf(record));
      return row;
    });
    if (rows.length > 0) for (const listener of listeners) listener({ rows, gone: [], total: index.size() });
  };
  const forget = (id: string): void => {
    index.remove(id);
    for (const listener of listeners) listener({ rows: [], gone: [id], total: index.size() });
  };
  const changed = readChangedRecords({
    dynamo,
    tableName: ready.tables.conversations,
    onRecords: take,
    onError,
  });
  const count = (event: FeedEvent): void => {
    const { names, at } = countedAs(event);
    for (const name of names) tally.add(name, at);
    past.add(event);
  };
  const stopHearing = feed.onEvent((event) => {
    count(event);
    if (event.kind !== "write" || event.write.outcome !== "done") return;
    if (event.write.kind === "gone") forget(event.write.key.conversation_id);
    else changed.note(event.write.key);
  });
  for (const event of feed.list()) count(event);

  const stored: JsonObject[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: ready.tables.conversations }))
    stored.push(...Items.map(fromAttributes).filter(isConversation));
  take(stored.sort((one, other) => String(one.accepted_at).localeCompare(String(other.accepted_at))));

  const measure = setInterval(() => {
    localPicture(engine, tally, depths).catch(onError);
  }, 1_000);

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
      const known = past.of(id);
      const key = index.keyOf(id) ?? known.writes[0]?.key;
      const record = key && (await env.lookups.record(key));
      if (record === undefined) return undefined;
      return conversationView({
        record,
        timeline: timelineOf(record, known),
        lines: known.lines,
        logNote: LOG_NOTE,
        veil: openVeil,
        now: new Date(),
      });
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    pictureEveryMs: 500,
    close: async () => {
      clearInterval(measure);
      stopHearing();
      await changed.stop();
    },
  };
};
