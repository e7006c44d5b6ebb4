import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import type { ThreadMessage } from "../api/conversation-view";
import { spoken, textOf } from "./summary-of";
import type { Veil } from "./veil";

/** The messages of a record, oldest first. */
export const threadOf = ({ messages }: JsonObject, veil: Veil): readonly ThreadMessage[] =>
  (Array.isArray(messages) ? messages : []).filter(isJsonObject).map((message) => ({
    text: veil.text(spoken(textOf(message.content))),
    at: textOf(message.timestamp),
    from: message.role === "user" ? "recipient" : "us",
    delivery: typeof message.delivery_status === "string" ? message.delivery_status : null,
    message_id: typeof message.message_id === "string" ? message.message_id : null,
  }));
