import { Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Conversation } from "../../../runtime/conversation/conversation";
import { guardKey, guardKeyOf, type RequestGuard } from "../../../runtime/conversation/request-guard";
import { type Cancelled, cancelRequest, type NotCancelled } from "../../../runtime/desk/cancel-request";
import { nonBlank } from "../../command-line";
import { answerOf, type OnStack } from "../cli/answer";
import type { OpsEnv } from "../connect/ops-env";
import { anyId, findReadable } from "./find-conversation";

const whyNot = (id: string, failure: NotCancelled): string => {
  switch (failure._tag) {
    case "AlreadySent":
      return `${id} is sent: there is nothing to cancel`;
    case "BeingSent":
      return `${id} is being sent, or nobody knows yet whether it was; nothing was changed. Look again in ${failure.retryAfterSeconds} s (show ${id}); what waits for a person is settled (settle)`;
    case "Gone":
      return `${id} was erased`;
    case "StoreUnavailable":
      return "the conversations table cannot be read or written: nothing is known of what was changed, and the same again does no harm";
    case "Unreadable":
      return `the record cannot be read: ${failure.reason}`;
  }
};

/** The guard under which a record's request stands; what an older version recorded may have none. */
const guardOf = (env: OpsEnv, conversation: Conversation): TE.TaskEither<string, RequestGuard> => {
  const { company_id, project_id, request_id, conversation_id } = conversation;
  const key = guardKeyOf(company_id, project_id, request_id);
  return pipe(
    env.conversations.readGuard(key),
    TE.bimap(
      (failure) => whyNot(conversation_id, failure),
      O.getOrElse((): RequestGuard => ({ ...key, winner: guardKey(conversation), fingerprint: "" })),
    ),
  );
};

/** Cancels a conversation as its client could. */
export const cancel = async (env: OpsEnv, id: string, reason: string): Promise<E.Either<string, Cancelled>> => {
  const found = await findReadable(env, id);
  if (E.isLeft(found)) return found;
  const conversation: Conversation & JsonObject = found.right;
  const { conversation_id, request_id_taken } = conversation;
  if (request_id_taken === true)
    return E.left(`${conversation_id} lost its request id to another request: cancel that one`);
  const cancellation = { at: env.clock.now().toISOString(), reason, by: env.operator };
  return pipe(
    guardOf(env, conversation),
    TE.chain((guard) =>
      pipe(
        cancelRequest(O.some(guard), { key: guardKey(guard), cancellation, ttlDays: undefined, told: {} })(env),
        TE.mapLeft((failure) => whyNot(conversation_id, failure)),
      ),
    ),
  )();
};

export const cancelledText = ({ conversationId, status, at }: Cancelled): string =>
  `${conversationId} is cancelled since ${at}: nothing of it is sent any more, and nobody brings it back. Its status is ${status}.`;

export const cancelCommand = (onStack: OnStack) =>
  new Command("cancel")
    .description("cancels a conversation of which no carrier has anything, as its client can by the API")
    .argument("<id>", anyId)
    .requiredOption(
      "--reason <why>",
      "why; kept on the record with the time and who cancelled it, and told the project's webhook. No personal data, please",
      nonBlank,
    )
    .addHelpText(
      "after",
      `
Refused for what is sent, is being sent, or may have been. The same again is answered like the first time. What has no
record yet, its client alone can cancel.`,
    )
    .action((id, { reason }) => onStack(async (env) => answerOf(await cancel(env, id, reason), cancelledText)));
