import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { decodeOr } from "../codec/decode-or";
import { parseJson } from "../codec/parse-json";
import { ContextObject } from "../context/context-object";
import type { LogEvent } from "../log/log-event";

/** Which request a queue message is about, for a log line; nothing, if it is not a context object. */
export const messageIdentity = (body: string): Omit<LogEvent, "event"> =>
  pipe(
    body,
    parseJson(() => undefined),
    E.chain(decodeOr(ContextObject, () => undefined)),
    E.match(
      () => ({}),
      ({ frontend_payload: { company_data, request_data }, conversation_data }) => ({
        request_id: request_data.request_id,
        conversation_id: conversation_data.conversation_id,
        company_id: company_data.company_id,
        project_id: company_data.project_id,
        channel: request_data.channel_method,
      }),
    ),
  );
