import * as E from "fp-ts/Either";
import { identity, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { toAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import { type EventMessage, eventMessageBody, readEventMessage } from "../../../runtime/conversation/event-message";
import { eventMessageOf } from "../../../runtime/events/event-message-of";
import { eventsOf } from "../../../runtime/events/events-of";
import { type EventsEnv, tellEvents } from "../../../runtime/events/tell-events";
import type { Companies } from "../../../runtime/ports/companies";
import type { Posted } from "../../../runtime/ports/webhook";
import { tellBatch } from "../../../runtime/webhooks/deliver-event";
import { seededRandom } from "../../../tools/providers/injected-faults/seeded-random";
import type { Write } from "../../helpers/in-memory-conversations";
import { recordWithWebhook, webhooksEnv } from "../../runtime/webhooks/webhooks-fixture";
import { FULL_MATRIX_RUNS, proofRuns } from "./fault";
import { type Expected, expectedOf } from "./telling-versions";

/** Read once: of thousands of histories it is the same. */
const companies: Companies = { find: () => TE.right(found) };
const found = O.some(companyOf(recordWithWebhook()));

/** Of so many histories one goes the whole way, in a long run all: of the others is read what the functions would be told to tell. */
const ONE_OF = proofRuns(1) >= FULL_MATRIX_RUNS ? 1 : 5;
let histories = 0;

/** Both functions fail or die so often, at each of their calls. */
const FAULTS = 0.1;
const LARGEST_BATCH = 12;
const TAKEN = { status: 204, retryAfterSeconds: undefined };
/** Writes that the stream is read again from, at times. */
const READ_AGAIN = 4;

type Tampering = (bodies: readonly string[]) => readonly string[];

const lineOf = ({ type, about, timestamp }: Expected): string => `${type} of ${about} at ${timestamp}`;

const lineOfBody = (body: string): string => {
  const { type, timestamp, data } = JSON.parse(body);
  const isConsent = data.request_id === null && data.conversation_id === null && data.message_kind === undefined;
  const about = isConsent ? "somebody" : (data.conversation_id ?? data.message_id ?? "somebody");
  return lineOf({ type, about, timestamp });
};

/** What one write tells, without the ways that it takes. */
const messagesOf = ({ old, now }: Write): readonly EventMessage[] =>
  pipe(
    eventsOf(old, now),
    E.match(
      ({ reason }) => {
        throw new Error(reason);
      },
      (events) => events.map((event) => eventMessageOf(event, "pi-aaa-001", true)),
    ),
  );

/** In whatever form a number is written. */
const addressIn = ({ primary_channel }: JsonObject): string => String(primary_channel).replace(/^\+/, "");

/** The lines that one has more often than the other. */
const beyond = (some: readonly string[], others: readonly string[]): readonly string[] => {
  const left = [...others];
  return some.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/**
 * Hands a table's writes through the events function, the queue and the webhooks function to an endpoint that counts by id, while
 * batches are cut anywhere and read again, calls are refused, answers are lost and messages come twice.
 */
export const toldProjects = (writes: readonly Write[], tamper?: Tampering) => {
  const goesTheWholeWay = tamper !== undefined || histories % ONE_OF === 0;
  histories += 1;
  const random = seededRandom(1);
  const strikes = (): boolean => random() < FAULTS;
  const some = <A>(all: readonly A[]): readonly A[] => all.slice(0, Math.floor(random() * all.length));
  let queue: string[] = [];
  /** What came to the endpoint under each id. */
  const heard = new Map<string, ReadonlySet<string>>();
  let done = 0;

  const hear = (id: string, body: string): void => void heard.set(id, new Set([...(heard.get(id) ?? []), body]));

  const endpoint = {
    post:
      ({ headers, body }: Posted) =>
      async () => {
        if (strikes()) return E.right({ status: 500, retryAfterSeconds: undefined });
        hear(headers["webhook-id"] ?? "", body);
        return strikes() ? E.left({ _tag: "PostFailed" as const, reason: "cut off" }) : E.right(TAKEN);
      },
  };
  const { env } = webhooksEnv(undefined, { endpoint, companies });
  const { log } = env;
  const telling: EventsEnv = {
    log,
    companies: {
      find: (project) => (strikes() ? TE.left({ _tag: "CompaniesUnreadable" }) : companies.find(project)),
    },
    companyProjects: { projectsOf: () => TE.right(["pi-aaa-001"]) },
    eventsQueue: {
      send: (messages) => async () => {
        const bodies = (tamper ?? identity)(messages.map(eventMessageBody));
        const isRefused = strikes();
        queue.push(...(isRefused ? some(bodies) : bodies));
        if (strikes()) throw new Error("the worker died");
        return isRefused ? E.left({ _tag: "QueueRefused" }) : E.right(undefined);
      },
    },
  };

  /** What a version becomes the next one begins with. */
  const images = new WeakMap<JsonObject, ReturnType<typeof toAttributes>>();
  const imageOf = (item: JsonObject): ReturnType<typeof toAttributes> => {
    const image = images.get(item) ?? toAttributes(item);
    images.set(item, image);
    return image;
  };

  /** Reads the stream to its end. */
  const tell = async (fresh: readonly Write[]): Promise<void> => {
    const records = fresh.map(({ old, now }, place) => ({
      dynamodb: {
        SequenceNumber: String(place),
        ...(old === undefined ? {} : { OldImage: imageOf(old) }),
        ...(now === undefined ? {} : { NewImage: imageOf(now) }),
      },
    }));
    for (let next = 0; next < records.length; ) {
      const batch = records.slice(next, next + 1 + Math.floor(random() * LARGEST_BATCH));
      const { batchItemFailures } = await tellEvents(batch)(telling)();
      const [failed] = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
      next = failed ?? (strikes() ? Math.max(0, next - READ_AGAIN) : next + batch.length);
    }
  };

  /** Posts until the queue is empty. */
  const post = async (): Promise<void> => {
    while (queue.length > 0) {
      const bodies = queue.splice(0, 1 + Math.floor(random() * LARGEST_BATCH));
      const deliveries = bodies.map((body, place) => ({
        messageId: String(place),
        receiptHandle: String(place),
        receiveCount: 1,
        message: readEventMessage(body),
      }));
      const { batchItemFailures } = await tellBatch(deliveries)(env)();
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)));
      queue = [...queue, ...bodies.filter((_, place) => failed.has(place) || strikes())];
    }
  };

  /** What was told that did not happen, or not told that did, or in two ways under one id. */
  const faults = async (): Promise<readonly string[]> => {
    const fresh = writes.slice(done);
    if (goesTheWholeWay) {
      await tell(fresh);
      await post();
    } else for (const { id, body } of fresh.flatMap(messagesOf)) hear(id, body);
    done = writes.length;
    const expected = writes.flatMap(expectedOf).map(lineOf);
    const told = [...heard.values()].flatMap(([body = ""]) => lineOfBody(body));
    const bodies = [...heard.values()].flatMap((ones) => [...ones]).join();
    const addresses = new Set(writes.flatMap(({ now }) => (now?.send_state === undefined ? [] : [addressIn(now)])));
    const twofold = [...heard].filter(([, bodies]) => bodies.size > 1);
    return [
      ...beyond(expected, told).map((line) => `nobody was told: ${line}`),
      ...beyond(told, expected).map((line) => `was told, and did not happen: ${line}`),
      ...[...addresses].filter((one) => bodies.includes(one)).map(() => "was told a recipient's address"),
      ...twofold.map(([id]) => `${id} was told in two ways`),
    ];
  };
  return { faults, told: (): number => heard.size };
};
