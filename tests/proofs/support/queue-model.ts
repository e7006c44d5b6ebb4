import { readMessage } from "../../../runtime/conversation/message";
import type { Delivery } from "../../../runtime/processor/stages";

type Queued = {
  readonly id: string;
  readonly body: string;
  readonly group: string;
  visibleAt: number;
  receives: number;
  /** Of the last receive; older ones have no power any more. */
  handle: string;
};

type Options = {
  readonly nowMs: () => number;
  readonly visibilitySeconds: number;
  readonly maxReceiveCount: number;
  readonly nextId: () => number;
  /** Of a fair queue: the message group, by which it hands out first what belongs to whom it has handed out least. */
  readonly groupOf?: (body: string) => string;
};

/** A standard queue of SQS with its dead-letter queue: visibility, receive counts, redrive. */
export const queueModel = ({ nowMs, visibilitySeconds, maxReceiveCount, nextId, groupOf = () => "" }: Options) => {
  const messages: Queued[] = [];
  const sent: string[] = [];
  const dead: { readonly body: string; readonly receives: number }[] = [];

  const add = (body: string): void => {
    messages.push({
      id: `message-${nextId()}`,
      body,
      group: groupOf(body),
      visibleAt: nowMs(),
      receives: 0,
      handle: "",
    });
  };
  const drop = (message: Queued): void => void messages.splice(messages.indexOf(message), 1);
  const isVisible = ({ visibleAt }: Queued): boolean => visibleAt <= nowMs();

  const bury = (): void => {
    for (const message of messages.filter((one) => isVisible(one) && one.receives >= maxReceiveCount)) {
      drop(message);
      dead.push({ body: message.body, receives: message.receives });
    }
  };
  const inTurn = (visible: readonly Queued[]): readonly Queued[] => {
    const hidden = new Map<string, number>();
    for (const { group } of messages.filter((one) => !isVisible(one))) hidden.set(group, (hidden.get(group) ?? 0) + 1);
    return visible.toSorted((one, other) => (hidden.get(one.group) ?? 0) - (hidden.get(other.group) ?? 0));
  };
  const take = (message: Queued): Delivery & { readonly body: string } => {
    message.receives += 1;
    message.handle = `receipt-${nextId()}`;
    message.visibleAt = nowMs() + visibilitySeconds * 1000;
    return {
      messageId: message.id,
      receiptHandle: message.handle,
      receiveCount: message.receives,
      message: readMessage(message.body),
      body: message.body,
    };
  };

  return {
    send: (body: string): void => {
      sent.push(body);
      add(body);
    },
    /** Visible messages, hidden from now on; one that has had its receives goes to the dead letters instead. */
    receive: (most: number): readonly ReturnType<typeof take>[] => {
      bury();
      return inTurn(messages.filter(isVisible)).slice(0, most).map(take);
    },
    hide: (handle: string, seconds: number): boolean => {
      const message = messages.find((one) => one.handle === handle);
      if (message === undefined || isVisible(message)) return false;
      message.visibleAt = nowMs() + seconds * 1000;
      return true;
    },
    remove: (handle: string): void => {
      const message = messages.find((one) => one.handle === handle);
      if (message !== undefined) drop(message);
    },
    nextVisibleAt: (): number | undefined =>
      messages.length === 0 ? undefined : Math.min(...messages.map(({ visibleAt }) => visibleAt)),
    /** Delivers a message once more, as a standard queue may. */
    duplicate: (nth: number): void => {
      const body = sent[nth % Math.max(1, sent.length)];
      if (body !== undefined) add(body);
    },
    /** Of what waits, and of the dead letters. */
    bodies: (): readonly string[] => [...messages, ...dead].map(({ body }) => body),
    /** Puts something among the dead letters that its reader has given up. */
    bury: (body: string): void => void dead.push({ body, receives: 0 }),
    deadLetters: (): readonly (typeof dead)[number][] => dead,
    redrive: (): void => {
      for (const { body } of dead.splice(0)) add(body);
    },
  };
};

export type QueueModel = ReturnType<typeof queueModel>;
