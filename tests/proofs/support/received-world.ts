import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { companyOf } from "../../../runtime/company/company";
import { readReceived, receivedBody } from "../../../runtime/conversation/received-message";
import { senderItem } from "../../../runtime/conversation/sender";
import { handleInbound } from "../../../runtime/inbound/handle-inbound";
import type { Inbox } from "../../../runtime/ports/inbox";
import { receiveBatch } from "../../../runtime/replies/receive-message";
import { sweep } from "../../../runtime/sweeper/sweep";
import { exampleSecrets } from "../../../tools/measure/sample/company-record";
import { fakeSecrets } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { notGiven } from "../../helpers/not-given";
import { processorRecord } from "../../helpers/queue-message";
import { repliesEnv } from "../../helpers/replies-env";
import { sweeperFixture } from "../../helpers/sweeper-fixture";
import { START } from "../../helpers/time-and-chance";
import { message } from "../../runtime/inbound/inbound-fixture";
import { recordWithWebhook } from "../../runtime/webhooks/webhooks-fixture";
import type { FaultPlan } from "./fault";
import { queueModel } from "./queue-model";
import { toldProjects } from "./told-projects";
import { virtualTime } from "./virtual-time";
import { workerProcess } from "./worker-process";

/** A message that somebody writes, some milliseconds after the start. */
export type Wrote = { readonly sid: string; readonly from: string; readonly text: string; readonly atMs: number };

const OURS = "+447400654322";
const MINUTE = 60_000;
/** Twilio posts a message again as often and as fast as its address asks for (`#rc=5`), the fallback address among that. */
const POSTED_AGAIN_MS = [2_000, 2_000, 2_000, 2_000, 2_000, 2_000];
const TIMEOUTS_MS = { inbound: 15_000, replies: 150_000, sweeper: 300_000 } as const;

/** A conversation of ours with a number. */
export const conversationWith = (theirs: string, state: "sent" | "accepted") =>
  processorRecord(
    {
      primary_channel: theirs,
      gsi_recipient_tel: theirs,
      conversation_id: `ci-aaa-001#pi-aaa-001#request-${theirs.slice(-5)}#447400654322`,
      send_state: state,
      events_to: "webhook",
      messages: state === "sent" ? [{ role: "assistant", message_id: "SMours", timestamp: START }] : [],
      lease_until: "2027-01-01T00:00:00.000Z",
    },
    "sms",
  );

type Options = {
  readonly written: readonly Wrote[];
  readonly faults?: FaultPlan;
  /** Whether nothing answers at our endpoint, so many milliseconds after the start. */
  readonly isDown?: (afterMs: number) => boolean;
  /** Posts each message once more though it was answered, and lets the queue deliver each twice. */
  readonly repeats?: boolean;
};

/** Twilio with its list, the inbound function, its queue, the function that records, and the sweeper that catches up. */
export const receivedWorld = ({
  written,
  faults = () => undefined,
  isDown = () => false,
  repeats = false,
}: Options) => {
  const time = virtualTime();
  const start = time.nowMs();
  const store = inMemoryConversations();
  const of = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };
  store.put({ ...senderItem({ channel: "sms", address: OURS, of }), caught_up_to: START });
  const { log, lines } = gatheringLog();
  const { secrets } = fakeSecrets(exampleSecrets);
  let ids = 0;
  const nextId = () => {
    ids += 1;
    return ids;
  };
  const queue = queueModel({ nowMs: time.nowMs, visibilitySeconds: 900, maxReceiveCount: 5, nextId });
  const companies = { find: () => TE.right(O.some(companyOf(recordWithWebhook()))) };
  const answered = new Set<string>();
  /** The calls of the functions that may be struck. */
  const calls: string[] = [];

  const invoke = <A>(
    name: keyof typeof TIMEOUTS_MS,
    act: (own: ReturnType<typeof workerProcess>) => Promise<A>,
    answer: (given: A) => void,
  ): void => {
    const own = workerProcess({
      name,
      time,
      faults: (call) => (name === "sweeper" ? undefined : faults(call)),
      meanwhile: () => undefined,
      watch: () => () => undefined,
      nextIndex: (call) => (name === "sweeper" ? -1 : calls.push(`${name}: ${call}`) - 1),
      permits: () => true,
    });
    own.onEnd(time.after(TIMEOUTS_MS[name], own.kill));
    void act(own).then(
      (given) => {
        if (!own.isAlive()) return;
        own.kill();
        answer(given);
      },
      () => own.kill(),
    );
  };
  const repliesQueue = {
    send: (one: Parameters<typeof receivedBody>[0]) => TE.fromIO(() => queue.send(receivedBody(one))),
  };

  const post = (one: Wrote, tries = 0): void => {
    const wait = POSTED_AGAIN_MS[tries];
    const cancel =
      wait === undefined ? () => undefined : time.after(wait + TIMEOUTS_MS.inbound, () => post(one, tries + 1));
    if (isDown(time.nowMs() - start)) return;
    const event = message("sms", { MessageSid: one.sid, From: one.from, Body: one.text });
    invoke(
      "inbound",
      (own) =>
        handleInbound({
          settings: {
            receiptKeyName: "ai-multi-comms/receipt-key-dev",
            consentKeyName: "ai-multi-comms/consent-key-dev",
          },
          clock: time.clock,
          log,
          attachments: { put: notGiven("attachments.put") },
          companies: own.instrument("companies", companies),
          consents: own.instrument("consents", store.consents),
          repliesQueue: own.instrument("repliesQueue", repliesQueue),
          secrets: own.instrument("secrets", secrets),
        })(event)(),
      ({ statusCode }) => {
        if (statusCode !== 200) return;
        cancel();
        if (repeats && !answered.has(one.sid)) time.after(MINUTE, () => post(one, POSTED_AGAIN_MS.length));
        answered.add(one.sid);
      },
    );
  };

  const deliver = (): boolean => {
    const deliveries = queue.receive(10);
    if (deliveries.length === 0) return false;
    const visibility = {
      hide: (handle: string, seconds: number) => TE.fromIO(() => void queue.hide(handle, seconds)),
    };
    invoke(
      "replies",
      (own) =>
        receiveBatch(deliveries.map(({ body, ...rest }) => ({ ...rest, message: readReceived(body) })))({
          ...repliesEnv({}, store).env,
          clock: time.clock,
          log,
          companyProjects: { projectsOf: notGiven("companyProjects.projectsOf") },
          consents: own.instrument("consents", store.consents),
          conversations: own.instrument("conversations", store.conversations),
          correspondence: own.instrument("correspondence", store.correspondence),
          secrets: own.instrument("secrets", secrets),
          visibility: own.instrument("visibility", visibility),
        })(),
      ({ batchItemFailures }) => {
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        for (const { messageId, receiptHandle } of deliveries) if (!failed.has(messageId)) queue.remove(receiptHandle);
      },
    );
    return true;
  };

  const inbox: Inbox = {
    list: (_, { from, before }) =>
      TE.fromIO(() =>
        written
          .map(({ sid, from: theirs, text, atMs }) => ({
            parameters: { MessageSid: sid, From: theirs, To: OURS, Body: text },
            messageId: sid,
            at: new Date(start + atMs),
            hasFiles: false,
          }))
          .filter(({ at }) => at.getTime() <= time.nowMs() && at >= from && at < before),
      ),
    files: notGiven("inbox.files"),
  };
  const sweepOnce = (): void => {
    const { env } = sweeperFixture([], { clock: time.clock, log, companies, inbox, repliesQueue });
    const { conversations, checks, senders } = store;
    invoke(
      "sweeper",
      () => sweep({ ...env, conversations, checks, senders })(),
      () => undefined,
    );
  };

  const recorded = (sid: string) =>
    store.records().filter(({ kind, message_id }) => kind === "received" && message_id === sid);
  const isKept = (sid: string): boolean =>
    queue.bodies().some((body) => body.includes(`"${sid}"`)) || recorded(sid).length === 1;
  /** What was answered, and is neither queued nor dead nor on record; and what is there more than once. */
  const faultsNow = (): readonly string[] => [
    ...[...answered].filter((sid) => !isKept(sid)).map((sid) => `${sid} was answered and is lost`),
    ...written.filter(({ sid }) => recorded(sid).length > 1).map(({ sid }) => `${sid} is on record twice`),
  ];

  const projects = toldProjects(store.writes);
  /** Lets so many minutes pass; gives what was wrong at any moment of them. */
  const run = async (minutes: number): Promise<readonly string[]> => {
    const end = start + minutes * MINUTE;
    const wrong = new Set<string>();
    for (const one of written) time.after(one.atMs, () => post(one));
    for (let at = 0; at < end - start; at += MINUTE) time.after(at, sweepOnce);
    while (time.nowMs() < end) {
      await time.passOn();
      for (const fault of faultsNow()) wrong.add(fault);
      if (deliver()) continue;
      const moments = [time.nextAt(), queue.nextVisibleAt()].flatMap((at) => at ?? []);
      time.moveTo(Math.min(end, ...moments.filter((at) => at >= time.nowMs())));
    }
    return [...wrong, ...(await projects.faults())];
  };
  if (repeats)
    time.after(30_000, () => {
      for (const nth of written.keys()) queue.duplicate(nth);
    });
  return { store, lines, calls, answered, queue, run, recorded, told: projects.told };
};
