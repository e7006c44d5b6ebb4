import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import type { JsonObject } from "../codec/json";
import { eventsTo } from "../company/company";
import { guardKeyOf } from "../conversation/request-guard";
import type { HasConversations } from "../ports/conversations";
import type { HasClock } from "../ports/time-and-chance";
import { type Checked, checking, decoded } from "../request/checked";
import { isStorableText, refinedString } from "../request/text";
import { readBody } from "../router/proxy-event";
import { type Answer, type Rejection, rejection, rejectionOf } from "../router/rejection";
import type { Step } from "../step";
import { type Asked, type AskingEvent, untold } from "./asked";
import { type Cancelled, cancelRequest, type NotCancelled } from "./cancel-request";
import { conversationNotFound } from "./tell-conversation";

/** Characters, as JSON Schema counts them. */
export const LONGEST_REASON = 200;
export const LONGEST_NAME = 100;

const shortText = (what: string, least: number, most: number) =>
  refinedString(`${what} of ${least} to ${most} characters, without NUL`, (text) =>
    [...text].length >= least && [...text].length <= most && isStorableText(text) ? text : undefined,
  );

const Reason = shortText("a text", 0, LONGEST_REASON);
const Name = shortText("a name", 1, LONGEST_NAME);

/** Why a request is cancelled, and by whom, as the company says. */
type CancelAction = { readonly reason: string | null; readonly by: string | null };

const optional = (body: JsonObject, name: string, codec: t.Type<string, string, unknown>): Checked<string | null> =>
  body[name] === undefined ? E.right(null) : decoded(codec, name, "INVALID_ACTION")(body[name]);

const checkAction = (body: JsonObject): Checked<CancelAction> =>
  sequenceS(checking)({ reason: optional(body, "reason", Reason), by: optional(body, "by", Name) });

/** Both may be left out, and the body with them. */
const readAction = (event: AskingEvent): E.Either<Rejection, CancelAction> =>
  (event.body ?? "").trim() === ""
    ? E.right({ reason: null, by: null })
    : pipe(
        readBody(event),
        E.chain((body) => pipe(checkAction(body), E.mapLeft(rejectionOf))),
      );

const rejected = (failure: NotCancelled): Rejection => {
  switch (failure._tag) {
    case "AlreadySent":
      return rejection("ALREADY_SENT", "The message has been sent");
    case "BeingSent":
      return {
        ...rejection("BEING_SENT", "The message is being sent, or it is being looked into whether it was"),
        retryAfterSeconds: failure.retryAfterSeconds,
      };
    case "Gone":
      return conversationNotFound();
    case "StoreUnavailable":
    case "Unreadable":
      return untold(failure);
  }
};

const answerOf = (requestId: string, { conversationId, status, at }: Cancelled): Answer => ({
  status: 200,
  body: {
    status: "success",
    request_id: requestId,
    conversation_id: conversationId,
    conversation_status: status,
    cancelled_at: at,
    message: "The request is cancelled: nothing of it is sent any more",
  },
});

type CancellingEnv = HasConversations &
  HasClock & { readonly settings: { readonly conversationTtlDays: number | undefined } };

/** Cancels a request, or says why that is too late; the same again is answered like the first time. */
export const cancelAction = (
  { ids, company, guard }: Asked,
  event: AskingEvent,
): Step<CancellingEnv, Rejection, Answer> =>
  pipe(
    RTE.fromEither<Rejection, CancelAction, CancellingEnv>(readAction(event)),
    RTE.chainW((action) => (env: CancellingEnv) => {
      const cancelling = {
        key: guardKeyOf(ids.company_id, ids.project_id, ids.request_id),
        cancellation: { at: env.clock.now().toISOString(), ...action },
        ttlDays: company.retentionDays ?? env.settings.conversationTtlDays,
        told: eventsTo(company),
      };
      return pipe(cancelRequest(guard, cancelling), RTE.mapLeft(rejected))(env);
    }),
    RTE.map((cancelled) => answerOf(ids.request_id, cancelled)),
  );
