import type { Channel } from "../../../runtime/request/request";
import type { ConversationSummary } from "./conversation";

type KeyView = {
  readonly id: string;
  readonly label: string | null;
  /** ISO 8601; null where nobody has seen it used. */
  readonly lastUsed: string | null;
};

type LimitView = {
  readonly name: string;
  readonly limit: number;
  /** What is used of it on this day of UTC; null where nothing is counted. */
  readonly used: number | null;
};

type ChannelView = {
  readonly channel: Channel;
  readonly isAllowed: boolean;
  /** Why it cannot send, if it cannot. */
  readonly problem: string | null;
  readonly sender: string;
  readonly isSimulated: boolean;
  readonly model: string;
  readonly instructions: string;
  /** What belongs into each of its template's variables. */
  readonly variables: Readonly<Record<string, string>>;
};

/** What a project's record says, and what is used of it. */
export type ProjectDetails = {
  readonly keys: readonly KeyView[];
  /** From when on the use of keys is known, in words. */
  readonly keysNote: string;
  readonly limits: readonly LimitView[];
  readonly channels: readonly ChannelView[];
};

/** What became of the requests that were accepted on one day. */
export type DayTotals = {
  readonly company_id: string;
  readonly project_id: string;
  /** As `YYYY-MM-DD`, in the zone that was asked for. */
  readonly day: string;
  readonly accepted: number;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  /** How many failed why. */
  readonly reasons: Readonly<Record<string, number>>;
};

/** Some, where reading all of them would be dear. */
export type Totals = { readonly days: readonly DayTotals[]; readonly isWhole: boolean };

const DELIVERED = ["delivered", "read", "open", "click", "replied"];
const UNDELIVERED = ["undelivered", "failed", "dropped", "bounce", "blocked"];

type Verdict = Pick<DayTotals, "sent" | "delivered" | "failed" | "reasons">;

const verdictOf = ({ send_state, delivery, reason }: ConversationSummary): Verdict => {
  const isUndelivered = UNDELIVERED.includes(delivery ?? "");
  const hasFailed = send_state === "failed" || isUndelivered;
  const why = reason === "" ? (delivery ?? "no reason on the record") : reason;
  return {
    sent: send_state === "sent" ? 1 : 0,
    delivered: DELIVERED.includes(delivery ?? "") ? 1 : 0,
    failed: hasFailed ? 1 : 0,
    reasons: hasFailed ? { [isUndelivered && reason !== "" ? `${delivery}: ${reason}` : why]: 1 } : {},
  };
};

const sum = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  );

const added = (one: DayTotals, row: ConversationSummary): DayTotals => {
  const { sent, delivered, failed, reasons } = verdictOf(row);
  return {
    ...one,
    accepted: one.accepted + 1,
    sent: one.sent + sent,
    delivered: one.delivered + delivered,
    failed: one.failed + failed,
    reasons: sum(one.reasons, reasons),
  };
};

/** Counts conversations by project and by their day in a zone (IANA), the newest day first. */
export const totalsOf = (rows: readonly ConversationSummary[], zone: string): readonly DayTotals[] => {
  // Canada's form of a date is that of ISO 8601.
  const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  const totals = new Map<string, DayTotals>();
  for (const row of rows) {
    const { company_id, project_id, accepted_at } = row;
    const at = new Date(accepted_at);
    if (Number.isNaN(at.getTime())) continue;
    const day = dayOf.format(at);
    const key = `${day} ${company_id}/${project_id}`;
    const nothing = { accepted: 0, sent: 0, delivered: 0, failed: 0, reasons: {} };
    totals.set(key, added(totals.get(key) ?? { company_id, project_id, day, ...nothing }, row));
  }
  return [...totals.entries()].sort(([one], [other]) => other.localeCompare(one)).map(([, day]) => day);
};
