import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { withPatience } from "../../../runtime/adapters/endpoint-patience";
import { eventMessageBody, readEventMessage } from "../../../runtime/conversation/event-message";
import type { Endpoint as EndpointPort } from "../../../runtime/ports/webhook";
import type { Delivery } from "../../../runtime/processor/stages";
import { tellBatch } from "../../../runtime/webhooks/deliver-event";
import { TRIES } from "../../../runtime/webhooks/schedule";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { eventMessage, recordWithWebhook, webhooksEnv } from "../../runtime/webhooks/webhooks-fixture";
import { queueModel } from "./queue-model";
import { virtualTime } from "./virtual-time";

/** How an endpoint answers so many milliseconds after the start, and how long it takes for it. */
export type Endpoint = (afterMs: number) => { readonly ms: number; readonly status?: number };

const VISIBILITY_SECONDS = 360;
/** Of the function that posts, and messages that one of its invocations is given. */
const CONCURRENCY = 10;
const BATCH = 10;

type Try = { readonly id: string; readonly body: string; readonly atMs: number; readonly taken: boolean };

type Options = {
  /** By company. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** Whether the nth invocation dies after its posts, with nothing said to the queue. */
  readonly dies?: (nth: number) => boolean;
};

/** The events queue, a group per company, what posts from it, and companies' endpoints, in a time of their own. */
export const endpointsWorld = ({ endpoints, dies = () => false }: Options) => {
  const time = virtualTime();
  const start = time.nowMs();
  let [ids, invocations] = [0, 0];
  const nextId = (): number => {
    ids += 1;
    return ids;
  };
  const queue = queueModel({
    nowMs: time.nowMs,
    visibilitySeconds: VISIBILITY_SECONDS,
    maxReceiveCount: TRIES,
    nextId,
    groupOf: (body) => String(JSON.parse(body).company_id),
  });
  const tries: Try[] = [];
  const told = new Map<string, number>();

  const answerOf = async (id: string, body: string, host: string, timeoutMs: number): Promise<number | undefined> => {
    const { ms, status } = endpoints[host]?.(time.nowMs() - start) ?? { ms: 0 };
    tries.push({ id, body, atMs: time.nowMs() - start, taken: status === 204 && ms < timeoutMs });
    await time.sleep(Math.min(ms, timeoutMs));
    return ms < timeoutMs ? status : undefined;
  };
  const endpoint: EndpointPort = {
    post:
      ({ url, headers, body, timeoutMs }) =>
      async () => {
        const status = await answerOf(headers["webhook-id"] ?? "", body, new URL(url).hostname, timeoutMs);
        return status === undefined
          ? E.left({ _tag: "PostFailed", reason: "no answer" })
          : E.right({ status, retryAfterSeconds: undefined });
      },
  };
  const { env } = webhooksEnv(undefined, {
    clock: time.clock,
    companies: inMemoryCompanies(
      ...Object.keys(endpoints).map((company_id) =>
        recordWithWebhook({ url: `https://${company_id}/` }, { company_id }),
      ),
    ),
    deadLetters: { send: (messages) => TE.fromIO(() => messages.map(eventMessageBody).forEach(queue.bury)) },
    visibility: { hide: (handle, seconds) => TE.fromIO(() => void queue.hide(handle, seconds)) },
  });
  /** Containers that nobody is in; each remembers what it has seen. */
  const free = Array.from({ length: CONCURRENCY }, (_, n) => ({
    ...env,
    endpoint: withPatience(endpoint, time.clock, () => n / CONCURRENCY),
  }));

  const finish = (deliveries: readonly Delivery[], failed: readonly string[]): void => {
    for (const { messageId, receiptHandle } of deliveries) if (!failed.includes(messageId)) queue.remove(receiptHandle);
  };
  const invoke = (): boolean => {
    const [container] = free;
    const deliveries = container === undefined ? [] : queue.receive(BATCH);
    if (container === undefined || deliveries.length === 0) return false;
    free.shift();
    invocations += 1;
    const isLost = dies(invocations);
    const own = isLost ? { ...container, visibility: { hide: () => TE.right(undefined) } } : container;
    const batch = deliveries.map(({ body, ...rest }) => ({ ...rest, message: readEventMessage(body) }));
    void tellBatch(batch)(own)().then(({ batchItemFailures }) => {
      free.unshift(container);
      if (!isLost)
        finish(
          deliveries,
          batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
        );
    });
    return true;
  };

  return {
    queue,
    tries,
    /** Lets a company be told something, so many milliseconds after the start. */
    tell: (company_id: string, id: string, atMs: number): void => {
      time.after(atMs, () => {
        told.set(id, atMs);
        queue.send(eventMessageBody(eventMessage({ id, company_id, body: `{"of":"${id}"}` })));
      });
    },
    /** Milliseconds that each of a company's events waited for its first try. */
    waits: (company: string): readonly number[] =>
      [...told].flatMap(([id, atMs]) => {
        const first = tries.find((one) => one.id === id);
        return id.startsWith(company) && first !== undefined ? [first.atMs - atMs] : [];
      }),
    /** Lets time pass until so many hours after the start. */
    run: async (hours: number): Promise<void> => {
      const end = start + hours * 3_600_000;
      while (time.nowMs() < end) {
        await time.passOn();
        if (invoke()) continue;
        const moments = [time.nextAt(), free.length > 0 ? queue.nextVisibleAt() : undefined].flatMap((at) => at ?? []);
        time.moveTo(Math.min(end, ...moments.filter((at) => at >= time.nowMs())));
      }
    },
  };
};
