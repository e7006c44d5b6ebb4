import type { Ledger } from "../../local/providers/ledger";

/** Messages that the carriers took, by recipient. */
export const countSends = (ledger: Ledger): ReadonlyMap<string, number> => {
  if (ledger.dropped() > 0) throw new Error(`the ledger has dropped ${ledger.dropped()} entries: no verdict`);
  const counts = new Map<string, number>();
  for (const { to } of ledger.sends()) {
    const recipient = to.replace(/^whatsapp:/, "");
    counts.set(recipient, (counts.get(recipient) ?? 0) + 1);
  }
  return counts;
};
