import type { Fault } from "./fault";
import type { Answered } from "./ledger-entry";

/** How the fault, if any, withholds the answer of an accepted request. */
export const answeredUnder = (fault: Fault | undefined): Answered => {
  switch (fault?.kind) {
    case "hang":
    case "reset":
      return fault.kind;
    case "acceptThenStatus":
      return `status ${fault.status}`;
    case "malformed":
      return "malformed";
    default:
      return "given";
  }
};

type StatusFault = Extract<Fault, { kind: "status" }>;
type LostFault = Extract<Fault, { kind: "hang" | "reset" }>;

/** The fault, if it ends the request before the provider accepts anything. */
export const endBeforeAcceptance = (fault: Fault | undefined): StatusFault | LostFault | undefined => {
  if (fault?.kind === "status") return fault;
  return (fault?.kind === "hang" || fault?.kind === "reset") && fault.phase === "before" ? fault : undefined;
};

export const brokenJson = '{"sid": "SM';
