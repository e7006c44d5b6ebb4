import { guardKeyOf } from "../../../runtime/conversation/request-guard";
import { fixedId } from "../../helpers/time-and-chance";
import type { Queued } from "./requests";
import type { World } from "./world";

/** What became of one accepted request, by the carrier's ledger, the record and the dead letters. */
export type Account = {
  readonly sends: number;
  /** Whether a critical line says that it was sent twice. */
  readonly told: boolean;
  readonly end: "sent" | "failed" | "delivery_unknown" | "dead letter" | "lost";
  readonly because: string;
  /** A list that had none was believed, and the recipient opted out before the message was sent again: the limit of a late list. */
  readonly perhapsSent?: true;
};

const FAILURES = [
  "failed_secrets_fetch",
  "failed_to_process_ai",
  "failed_to_send_message",
  "failed_unknown",
  "suppressed",
  "cancelled",
];

/** The sweeper's fresh messages count as well as the router's. */
const isAbout = (body: string, conversationId: string): boolean =>
  body.includes(`"conversation_id":${JSON.stringify(conversationId)}`);

/** How a request ended; `lost` when neither its record nor the dead letters say. */
export const accountOf = (world: World, { key, request }: Queued): Account => {
  const sends = world.ledger.filter(
    ({ conversationId, message }) => conversationId === key.conversation_id && message.to === key.primary_channel,
  ).length;
  const told = world.lines.some(
    ({ event, critical, conversation_id }) =>
      critical === true &&
      ["sent_twice", "perhaps_sent_twice", "delivery_unknown"].includes(event) &&
      conversation_id === key.conversation_id,
  );
  const record = world.store.find(key);
  const status = String(record?.conversation_status);
  const because = String(record?.failure_reason ?? "");
  const isDead = world.queues[request.channel].deadLetters().some(({ body }) => isAbout(body, key.conversation_id));
  const hasReason = FAILURES.includes(status) && because !== "";
  const guard = world.store.find(guardKeyOf("ci-aaa-001", "pi-aaa-001", fixedId(request.id)));
  const end = (): Account["end"] => {
    if (guard?.cancelled_at !== undefined) return record === undefined ? "failed" : "lost";
    if (record?.send_state === "sent" && status === "initial_message_sent") return "sent";
    if (status === "delivery_unknown" && because !== "") return "delivery_unknown";
    if (hasReason && (record?.send_state === "failed" || !isDead)) return "failed";
    return isDead && (hasReason || record === undefined) ? "dead letter" : "lost";
  };
  const perhapsSent = status === "suppressed" && Number(record?.absences ?? 0) > 0;
  return {
    sends,
    told,
    ...(perhapsSent ? { perhapsSent } : {}),
    end: end(),
    because: because === "" ? `${status}, ${String(record?.send_state)}` : because,
  };
};

/** The faults of an account, whatever the circumstances: nothing lost, nothing twice without being told, nothing told that is not so. */
export const faultsOfAccount = ({ sends, told, end, because, perhapsSent }: Account): readonly string[] => [
  ...(sends > 2 || (sends === 2 && !told) ? [`sent ${sends} times`] : []),
  ...(end === "lost" ? [`lost (${because})`] : []),
  ...(end === "sent" && sends === 0 ? ["recorded as sent, 0 sends"] : []),
  ...((end === "failed" || end === "dead letter") && sends > (perhapsSent === true ? 1 : 0)
    ? [`recorded as failed, ${sends} sends`]
    : []),
];
