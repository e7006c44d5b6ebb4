import type { MailEventChoice } from "./mail-event";

export type EventDelays = {
  /** Milliseconds from acceptance to `processed`, and from there to the final event. */
  readonly processedMs: number;
  readonly finalMs: number;
  /** Milliseconds from `delivered` to `open`; `null` for no open event. */
  readonly openMs: number | null;
  /** Events are collected this long before a batch is posted. */
  readonly batchMs: number;
};

export const defaultEventDelays: EventDelays = { processedMs: 100, finalMs: 200, openMs: null, batchMs: 50 };

export type PlannedEvent = MailEventChoice & { readonly afterMs: number };

/** The events of one accepted message: processed, then delivered, or what `final` says. */
export const planEvents = (final: MailEventChoice | undefined, delays: EventDelays): readonly PlannedEvent[] => {
  const { processedMs, finalMs, openMs } = delays;
  const last = final ?? { event: "delivered" };
  // A dropped message never gets as far as being processed.
  if (last.event === "dropped") return [{ ...last, afterMs: processedMs }];
  const planned: PlannedEvent[] = [{ event: "processed", afterMs: processedMs }];
  if (last.event === "processed") return planned;
  planned.push({ ...last, afterMs: processedMs + finalMs });
  if (last.event === "delivered" && openMs !== null) {
    planned.push({ event: "open", afterMs: processedMs + finalMs + openMs });
  }
  return planned;
};
