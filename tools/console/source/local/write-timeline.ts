import type { TimelineEntry } from "../../api/conversation";
import type { TableWrite } from "./table-write";

type Told = Pick<TimelineEntry, "kind" | "title" | "detail">;

const step = (title: string, detail = ""): Told => ({ kind: "step", title, detail });
const trouble = (title: string, detail = ""): Told => ({ kind: "trouble", title, detail });

const ofState = ({ set, appended }: TableWrite): Told | undefined => {
  const reason = set.failure_reason;
  switch (set.send_state) {
    case "drafted":
      if (appended.includes("settlements")) return { kind: "operator", title: "Settled: to be sent again", detail: "" };
      return reason === undefined
        ? step("The draft is saved")
        : trouble("Back to the draft: definitely not sent", reason);
    case "sending":
      return step("Committed to send", `attempt ${set.attempt_id}`);
    case "sent":
      return step("Recorded as sent", set.delivery_status);
    case "failed":
      return trouble("Failed for good", reason);
    case "uncertain":
      return trouble("Uncertain: the carrier may have it", reason);
    default:
      return undefined;
  }
};

const tell = (write: TableWrite): Told | undefined => {
  const { set, appended, kind } = write;
  if (kind === "new") return step("Claimed: the record is made", `by ${set.lease_owner}`);
  const byState = ofState(write);
  if (byState !== undefined) return byState;
  if (appended.includes("settlements"))
    return { kind: "operator", title: "Resumed or settled by an operator", detail: "" };
  if (appended.includes("conflicts")) return { kind: "note", title: "Another request reused the id", detail: "" };
  if (set.delivery_status !== undefined)
    return { kind: "delivery", title: `Receipt: ${set.delivery_status}`, detail: set.failure_reason ?? "" };
  if (set.lease_owner !== undefined) return step("Taken over by a processor", `by ${set.lease_owner}`);
  if (set.failure_reason !== undefined) return trouble("Setback noted", set.failure_reason);
  return undefined;
};

const outcome = (told: Told, write: TableWrite): Told => {
  if (write.kind === "new") return { kind: "note", title: "Received again", detail: "the record is there already" };
  return write.outcome === "failed"
    ? trouble(`Could not be written: ${told.title}`, "the table answered with an error")
    : { kind: "note", title: `Refused: ${told.title}`, detail: "somebody else had moved the record" };
};

/** Every change of the record, as it was written. Renewed leases are left out. */
export const writeTimeline = (writes: readonly TableWrite[]): readonly TimelineEntry[] => {
  let attempt = 0;
  return writes.flatMap((write) => {
    const told = tell(write);
    if (told === undefined) return [];
    const isAttempt = write.outcome === "done" && write.set.send_state === "sending";
    if (isAttempt) attempt += 1;
    const shown = write.outcome === "done" ? told : outcome(told, write);
    return [{ at: write.at, source: "write" as const, attempt: isAttempt ? attempt : null, ...shown }];
  });
};
