import type { JsonObject } from "../../../runtime/codec/json";
import { maskedAddress, maskedText, shownConversation } from "../../ops/conversations/show";

/** How personal data are shown. */
export type Veil = {
  readonly isOpen: boolean;
  readonly address: (address: string) => string;
  readonly name: (name: string) => string;
  readonly text: (text: string) => string;
};

const same = (text: string): string => text;

/** Everything as it is: one's own machine's demonstration. */
export const openVeil: Veil = { isOpen: true, address: same, name: same, text: same };

/** As `npm run ops -- show` masks without --reveal. */
export const closedVeil: Veil = { isOpen: false, address: maskedAddress, name: () => "", text: maskedText };

/** The record as it may be shown: all of it, or what `npm run ops -- show` shows. */
export const shownRecord = (record: JsonObject, veil: Veil, now: Date): JsonObject =>
  veil.isOpen ? record : shownConversation(record, false, now);
