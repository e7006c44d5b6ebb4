import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import type { JsonObject } from "../codec/json";
import type { Company, KeyUse } from "../company/company";
import type { Unreadable } from "../conversation/conversation";
import { guardKeyOf, type RequestGuard } from "../conversation/request-guard";
import type { HasCompanies } from "../ports/companies";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import { checking, decoded } from "../request/checked";
import { Identifier, RequestId } from "../request/request";
import { notFound, unavailable } from "../router/permit-project";
import { apiKeyIdOf, ProxyEvent } from "../router/proxy-event";
import { type Rejection, rejection, rejectionOf } from "../router/rejection";
import type { Step } from "../step";

/** A conversation's path; its ids are those of the request. */
export const CONVERSATION_PATH = "/conversations/{company_id}/{project_id}/{request_id}";
export const CANCEL_PATH = `${CONVERSATION_PATH}/cancel`;
/** What the API is. */
export const DESCRIPTION_PATH = "/openapi.json";

const Texts = t.union([t.record(t.string, t.string), t.null]);

/** What is read of API Gateway's event beside what the router reads. */
const AskingEvent = t.intersection([
  ProxyEvent,
  t.partial({ resource: t.string, pathParameters: Texts, queryStringParameters: Texts }),
]);
export type AskingEvent = t.TypeOf<typeof AskingEvent>;

/** An event of another form is one that names no path. */
export const decodeAsking = (input: unknown): AskingEvent =>
  pipe(
    AskingEvent.decode(input),
    E.getOrElse((): AskingEvent => ({})),
  );

/** By what a conversation is addressed: the ids of its request. */
export type AskedIds = {
  readonly company_id: Identifier;
  readonly project_id: Identifier;
  readonly request_id: RequestId;
};

const idsIn = ({ pathParameters }: AskingEvent): E.Either<Rejection, AskedIds> => {
  const path: JsonObject = pathParameters ?? {};
  return pipe(
    sequenceS(checking)({
      company_id: decoded(Identifier, "company_id", "INVALID_IDENTIFIERS")(path.company_id),
      project_id: decoded(Identifier, "project_id", "INVALID_IDENTIFIERS")(path.project_id),
      request_id: decoded(RequestId, "request_id", "INVALID_REQUEST_ID")(path.request_id),
    }),
    E.mapLeft(rejectionOf),
  );
};

const useOf = ({ keyIds, deskKeyIds }: Company, apiKeyId: string): O.Option<KeyUse> => {
  if (keyIds.includes(apiKeyId)) return O.some("client");
  return deskKeyIds.includes(apiKeyId) ? O.some("desk") : O.none;
};

/** Who asks about which request, and what stands under its id. */
export type Asked = {
  readonly ids: AskedIds;
  readonly use: KeyUse;
  readonly company: Company;
  readonly guard: O.Option<RequestGuard>;
};

const notPermitted = (use: KeyUse): Rejection =>
  rejection("NOT_PERMITTED", `A ${use} key of the project may not do this`);

/** The caller's own project, whose key it may use for this; another's is answered like one that does not exist. */
const permit =
  (apiKeyId: string, uses: readonly KeyUse[]) =>
  (company: O.Option<Company>): E.Either<Rejection, Pick<Asked, "company" | "use">> =>
    pipe(
      company,
      E.fromOption(notFound("no such company and project")),
      E.bindTo("company"),
      E.bind("use", (found) =>
        pipe(useOf(found.company, apiKeyId), E.fromOption(notFound("the API key is not one of the project's"))),
      ),
      E.filterOrElse(
        ({ use }) => uses.includes(use),
        ({ use }) => notPermitted(use),
      ),
    );

/** What the store cannot tell. */
export const untold = (failure: StoreUnavailable | Unreadable): Rejection =>
  failure._tag === "StoreUnavailable"
    ? rejection("DATABASE_ERROR", "The conversation cannot be read or changed at the moment")
    : rejection("INTERNAL_ERROR", "The conversation cannot be read", failure.reason);

type AskingEnv = HasCompanies & Pick<HasConversations, "conversations">;

/** Reads whose request it is and what stands under its id, side by side; whether the caller may know comes first. */
const read =
  (ids: AskedIds, apiKeyId: string, uses: readonly KeyUse[]): Step<AskingEnv, Rejection, Asked> =>
  ({ companies, conversations }) =>
    pipe(
      T.Do,
      T.apS("company", pipe(companies.find(ids), TE.mapLeft(unavailable))),
      T.apS("guard", conversations.readGuard(guardKeyOf(ids.company_id, ids.project_id, ids.request_id))),
      T.map(({ company, guard }) =>
        pipe(
          company,
          E.chain(permit(apiKeyId, uses)),
          E.chain((permitted) =>
            pipe(
              guard,
              E.bimap(untold, (found) => ({ ids, ...permitted, guard: found })),
            ),
          ),
        ),
      ),
    );

/** Who asks, with a key of one of these uses, and about what. */
export const readAsked = (event: AskingEvent, uses: readonly KeyUse[]): Step<AskingEnv, Rejection, Asked> =>
  pipe(
    RTE.fromEither(idsIn(event)),
    RTE.chainW((ids) => read(ids, apiKeyIdOf(event), uses)),
  );
