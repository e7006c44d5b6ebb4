import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSClient } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import { namesFor } from "../../../../infra/names";
import type { Target } from "../../../ops/connect/connect";
import type { OpsEnv } from "../../../ops/connect/ops-env";
import { findConversation } from "../../../ops/conversations/find-conversation";
import { type ConversationView, matchesFilter } from "../../api/conversation";
import { makeHearers } from "../../api/hearers";
import { totalsOf } from "../../api/project";
import type { Changed } from "../../api/push";
import type { ConsoleSource } from "../console-source";
import { conversationView } from "../conversation-view";
import { correspondenceOf } from "../correspondence";
import { eventViews } from "../event-views";
import { type KnownConversation, knownConversation, summaryOf } from "../known-conversation";
import { logTimeline } from "../log-timeline";
import { type KeyUse, projectDetails } from "../project-details";
import { queueDepths } from "../queue-depths";
import { readProjects } from "../read-projects";
import { inOrder, recordTimeline } from "../timeline";
import type { Veil } from "../veil";
import { deployedHistory, deployedPicture, readAlarms, SPAN_HOURS, STEP_SECONDS } from "./deployed-picture";
import { countableRecords, listRecords, readOpen } from "./list-records";
import { readMetrics } from "./metrics";
import { readLogLines } from "./read-log-lines";
import { watchOpen } from "./watch-open";

/** Keeps what was read for a while, since each reading costs; one that fails is tried again at once. */
const keptFor = <A>(milliseconds: number, read: () => Promise<A>): (() => Promise<A>) => {
  let kept: { readonly until: number; readonly value: Promise<A> } | undefined;
  return () => {
    if (kept !== undefined && Date.now() < kept.until) return kept.value;
    const value = read();
    kept = { until: Date.now() + milliseconds, value };
    value.catch(() => {
      kept = undefined;
    });
    return value;
  };
};

const unknownUse: KeyUse = {
  labelOf: () => undefined,
  lastUsed: () => undefined,
  requestsOn: () => undefined,
  note: "When a key was last used is not known here: API Gateway tells its requests of each day (aws apigateway get-usage).",
};

type DeployedOptions = {
  readonly target: Target;
  readonly env: OpsEnv;
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly veil: Veil;
  readonly onError: (error: unknown) => void;
};

const HOUR_MS = 3_600_000;
const MOST_OPEN = 200;
/** Each reading of CloudWatch costs; its figures are minutes old anyway. */
const METRICS_MS = 60_000;
const ALARMS_MS = 30_000;
const LINES_MS = 10_000;
const WATCH_MS = 10_000;
/** Log lines are looked for from a little before a conversation's begin until two days after its last change. */
const BEFORE_MS = 60_000;
const AFTER_MS = 48 * HOUR_MS;

const notes = ({ isOpen }: Veil): readonly string[] => [
  "Choose a project, or enter a recipient’s whole address, to list all of its conversations; without one the list shows what is not final.",
  ...(isOpen ? [] : ["Personal data is masked; --reveal shows it."]),
];

/** A deployed stack, through the same AWS services that an operator uses. */
export const makeDeployedSource = (options: DeployedOptions): ConsoleSource => {
  const { target, env, dynamo, sqs, cloudWatch, logs, veil, onError } = options;
  const { stack } = target;
  const companyTable = namesFor(stack)("company-data");
  const listing = { dynamo, table: target.conversationsTable, env };
  const changes = makeHearers<Changed>();
  const lines = new Map<string, () => ReturnType<typeof readLogLines>>();

  const span = () => {
    const to = env.clock.now();
    return { from: new Date(to.getTime() - SPAN_HOURS * HOUR_MS), to };
  };
  const metrics = keptFor(METRICS_MS, () => {
    const { from, to } = span();
    return readMetrics(cloudWatch, stack, from, to, STEP_SECONDS);
  });
  const alarms = keptFor(ALARMS_MS, () => readAlarms(cloudWatch, stack));

  const linesOf = ({ conversation_id: id, accepted_at, created_at, updated_at }: KnownConversation) => {
    const from = new Date(Date.parse(accepted_at || created_at) - BEFORE_MS);
    const to = new Date(Date.parse(updated_at) + AFTER_MS);
    const read = lines.get(id) ?? keptFor(LINES_MS, () => readLogLines(logs, stack, id, { from, to }));
    lines.set(id, read);
    return read();
  };
  const view = async (known: KnownConversation): Promise<ConversationView> => {
    const found = await linesOf(known);
    return conversationView({
      known,
      correspondence: await correspondenceOf(env, known, veil),
      timeline: inOrder(recordTimeline(known), logTimeline(found)),
      events: eventViews(found),
      lines: found,
      logNote: "From CloudWatch Logs, as far as they are kept; the newest lines take a moment to arrive.",
      veil,
      now: env.clock.now(),
    });
  };
  const readOne = async (id: string): Promise<KnownConversation | undefined> =>
    pipe(
      O.fromEither(await findConversation(env, id)),
      O.chain(({ record }) => knownConversation(record)),
      O.toUndefined,
    );

  const watch = watchOpen({
    everyMs: WATCH_MS,
    isWanted: () => changes.count() > 0,
    read: () => readOpen(listing, MOST_OPEN),
    readOne,
    onRecords: (changed) =>
      changes.tell({ changed: changed.map((known) => summaryOf(known, veil)), gone: [], total: null }),
    onError,
  });

  return {
    about: async () => ({
      stack,
      kind: "deployed",
      apiUrl: null,
      projects: await readProjects(dynamo, companyTable),
      notes: notes(veil),
    }),
    picture: async () =>
      deployedPicture(await queueDepths(sqs, target), await metrics(), await alarms(), env.clock.now()),
    history: async () => {
      const { from, to } = span();
      return deployedHistory(await metrics(), from, to);
    },
    conversations: async (filter, next, limit) => {
      const { found, next: following } = await listRecords(listing, filter, next, limit);
      const rows = found.map((known) => summaryOf(known, veil)).filter(matchesFilter({ ...filter, recipient: "" }));
      rows.sort((one, other) => (one.accepted_at < other.accepted_at ? 1 : -1));
      return { rows, next: following, total: null };
    },
    conversation: async (id) => {
      const known = await readOne(id);
      return known && view(known);
    },
    whyNone: async (id) => {
      const found = await findConversation(env, id);
      return E.isLeft(found) && !found.left.maybeAccepted ? `${found.left.why}.` : null;
    },
    project: projectDetails({
      dynamo,
      companyTable,
      conversationsTable: target.conversationsTable,
      keyUse: unknownUse,
    }),
    totals: async (filter, zone) => {
      if (filter.project === "") return { days: [], isWhole: false };
      const { found, next } = await countableRecords(listing, { ...filter, recipient: "" });
      const rows = found.map((known) => summaryOf(known, veil));
      return { days: totalsOf(rows, zone), isWhole: next === null };
    },
    onChange: changes.hear,
    pictureEveryMs: 5_000,
    close: async () => watch.stop(),
  };
};
