import type { KeyObject } from "node:crypto";
import type { TimerSet } from "../timer-set";
import { succeeded, type Webhooks } from "../webhooks";
import { eventSignatureHeaders } from "./event-signature";
import type { MailEvent } from "./mail-event";

export type EventTarget = { readonly url: string; readonly privateKey: KeyObject };

export type EventBatches = {
  readonly add: (target: EventTarget, event: MailEvent) => void;
  readonly waiting: () => number;
};

export type EventBatchPorts = {
  readonly webhooks: Webhooks;
  readonly timers: TimerSet;
  readonly now: () => number;
  readonly batchMs: number;
};

const largestBatch = 1000;
const retries = 5;

/** Collects events per webhook URL and posts them as signed JSON arrays. */
export const makeEventBatches = ({ webhooks, timers, now, batchMs }: EventBatchPorts): EventBatches => {
  const open = new Map<string, { readonly target: EventTarget; readonly events: MailEvent[] }>();

  const flush = (url: string): void => {
    const batch = open.get(url);
    if (batch === undefined) return;
    open.delete(url);
    const body = JSON.stringify(batch.events);
    const timestamp = String(Math.floor(now() / 1000));
    webhooks.deliver(
      `a batch of ${batch.events.length} events`,
      {
        url,
        headers: {
          "content-type": "application/json;charset=utf-8",
          "user-agent": "SendGrid Event API",
          ...eventSignatureHeaders(batch.target.privateKey, timestamp, body),
        },
        body,
      },
      { retries, retryWhen: (result) => !succeeded(result) },
    );
  };

  return {
    add: (target, event) => {
      const batch = open.get(target.url);
      if (batch === undefined) {
        open.set(target.url, { target, events: [event] });
        timers.after(batchMs, () => flush(target.url));
      } else {
        batch.events.push(event);
        if (batch.events.length >= largestBatch) flush(target.url);
      }
    },
    waiting: () => open.size,
  };
};
