import type { AccessEntry } from "../../../local/api-gateway/access-entry";
import type { CountName } from "../../api/picture";
import type { FeedEvent } from "./engine-feed";
import type { TableWrite } from "./table-write";

const ofAccess = ({ httpMethod, path, status }: AccessEntry): readonly CountName[] => {
  if (httpMethod !== "POST") return [];
  if (path.includes("/receipts")) return [status < 300 ? "receipts" : "receiptsRefused"];
  return ["requests", status < 300 ? "accepted" : "refused"];
};

const ofWrite = ({ outcome, set, kind }: TableWrite): readonly CountName[] => {
  if (outcome !== "done" || kind !== "changed") return [];
  const isSetback = typeof set.failure_reason === "string" && set.send_state !== "failed";
  return [
    ...(set.send_state === "drafted" && !isSetback ? (["drafted"] as const) : []),
    ...(set.send_state === "sent" ? (["sent"] as const) : []),
    ...(set.send_state === "failed" ? (["failed"] as const) : []),
    ...(isSetback ? (["setbacks"] as const) : []),
  ];
};

/** What an event counts as, with its time in epoch milliseconds. */
export const countedAs = (event: FeedEvent): { readonly names: readonly CountName[]; readonly at: number } => {
  switch (event.kind) {
    case "access":
      return { names: ofAccess(event.entry), at: event.entry.at };
    case "write":
      return { names: ofWrite(event.write), at: Date.parse(event.write.at) };
    case "carrier": {
      const isMessage = event.entry.provider !== "openai";
      return { names: isMessage ? ["carried"] : [], at: Date.parse(event.entry.at) };
    }
    case "line":
      return { names: [], at: 0 };
  }
};
