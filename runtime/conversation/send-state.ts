import * as t from "io-ts";

/**
 * How far the send has come; each change is one conditional write.
 *
 *     (absent) → accepted → drafted → sending → sent
 *                              ↑         ├→ drafted    definitely not sent
 *                              |         ├→ failed     refused for good
 *                              └─ uncertain ←┘         nobody knows
 */
export const SendState = t.keyof({
  accepted: null,
  drafted: null,
  sending: null,
  uncertain: null,
  sent: null,
  failed: null,
});
export type SendState = t.TypeOf<typeof SendState>;
