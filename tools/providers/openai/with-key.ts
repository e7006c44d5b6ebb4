import { randomBytes } from "node:crypto";
import { type Answer, bearerKey, type Exchange, type Operation } from "../server/operation";
import { openAiError } from "./openai-error";

/** A fresh id in OpenAI's form: prefix, underscore, 48 hexadecimal digits. */
export const openAiId = (prefix: "conv" | "resp" | "msg" | "req" | "rs"): string =>
  `${prefix}_${randomBytes(24).toString("hex")}`;

/** An operation that needs no thought about keys; `key` is the accepted one. */
export type KeyedOperation = Omit<Operation, "handle"> & {
  readonly handle: (exchange: Exchange, key: string) => Answer;
};

/** Puts the key check in front of an operation, and OpenAI's request id on its answers. */
export const withKey =
  (isKeyAccepted: (key: string) => boolean) =>
  (operation: KeyedOperation): Operation => ({
    ...operation,
    handle: (exchange) => {
      const key = bearerKey(exchange.headers);
      const answer =
        key === undefined
          ? openAiError(401, null, "You didn't provide an API key in an Authorization header using Bearer auth.")
          : isKeyAccepted(key)
            ? operation.handle(exchange, key)
            : openAiError(401, "invalid_api_key");
      return { ...answer, headers: { "x-request-id": openAiId("req"), ...answer.headers } };
    },
  });
