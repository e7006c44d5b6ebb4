import { shownConversation } from "../../ops/show/shown-conversation";
import type { JsonObject } from "../../runtime/codec/json-object";
import type { Veil } from "./veil";

/** The record as it may be shown: all of it, or what `npm run ops -- show` shows. */
export const shownRecord = (record: JsonObject, veil: Veil, now: Date): JsonObject =>
  veil.isOpen ? record : shownConversation(record, false, now);
