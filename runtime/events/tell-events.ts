import type { DynamoDBBatchResponse } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import type * as RT from "fp-ts/ReaderTask";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import type { Webhook } from "../company/company";
import type { EventMessage } from "../conversation/event-message";
import type { HasLog } from "../log/log";
import type { CompaniesUnreadable, HasCompanies, HasCompanyProjects } from "../ports/companies";
import { type HasEventsQueue, MOST_AT_ONCE } from "../ports/events-queue";
import { guarded, type Step } from "../step";
import { eventMessageOf } from "./event-message-of";
import type { HappenedEvent } from "./events-of";
import { type Happened, readWrites, type Write } from "./read-writes";

export type EventsEnv = HasCompanies & HasCompanyProjects & HasEventsQueue & HasLog;

/** From this write on the stream is to be read again. */
type NotTold = { readonly _tag: "NotTold"; readonly from: string };

/** A message for one project, and what it tells. */
type Addressed = Happened & { readonly message: EventMessage };

type FindWebhook = (companyId: string, projectId: string) => TE.TaskEither<CompaniesUnreadable, O.Option<Webhook>>;

/** Reads a project's record once for all of a batch. */
const webhooksIn = ({ companies }: EventsEnv): FindWebhook => {
  const found = new Map<string, ReturnType<ReturnType<FindWebhook>>>();
  return (company_id, project_id) => () => {
    const key = `${company_id}#${project_id}`;
    const finding =
      found.get(key) ?? pipe(companies.find({ company_id, project_id }), TE.map(O.chain(({ webhook }) => webhook)))();
    found.set(key, finding);
    return finding;
  };
};

/** The project that it is about; of a person's consent, all of the company that have a webhook. */
const projectsFor = (
  { company_id, project_id }: HappenedEvent,
  find: FindWebhook,
  { companyProjects }: EventsEnv,
): TE.TaskEither<CompaniesUnreadable, readonly string[]> => {
  const ifTold = (id: string) =>
    pipe(
      find(company_id, id),
      TE.map(
        O.match(
          () => [],
          () => [id],
        ),
      ),
    );
  return project_id === undefined
    ? pipe(companyProjects.projectsOf(company_id), TE.chain(TE.traverseSeqArray(ifTold)), TE.map(RA.flatten))
    : TE.right([project_id]);
};

/** A write that tells is told, also where no webhook is seen: the read may be older than it. Then nobody asks for people's words. */
const addressedTo =
  (happened: Happened, find: FindWebhook) =>
  (projectId: string): TE.TaskEither<CompaniesUnreadable, Addressed> =>
    pipe(
      find(happened.event.company_id, projectId),
      TE.map(O.exists(({ content }) => content)),
      TE.map((hasContent) => ({ ...happened, message: eventMessageOf(happened.event, projectId, hasContent) })),
    );

const addressed =
  (all: readonly Happened[]): Step<EventsEnv, CompaniesUnreadable, readonly Addressed[]> =>
  (env) => {
    const find = webhooksIn(env);
    return pipe(
      all,
      TE.traverseSeqArray((happened) =>
        pipe(projectsFor(happened.event, find, env), TE.chain(TE.traverseSeqArray(addressedTo(happened, find)))),
      ),
      TE.map(RA.flatten),
    );
  };

const tell =
  ({ event, message }: Addressed) =>
  ({ log }: EventsEnv) =>
    log.info({
      event: "event_told",
      status: event.type,
      event_id: message.id,
      company_id: message.company_id,
      project_id: message.project_id,
      ...(event.request_id === null ? {} : { request_id: event.request_id }),
      ...(event.conversation_id === null ? {} : { conversation_id: event.conversation_id }),
      ...(event.channel === null ? {} : { channel: event.channel }),
    });

const queueChunk = (chunk: readonly Addressed[]): Step<EventsEnv, NotTold, unknown> =>
  pipe(
    ({ eventsQueue }: EventsEnv) => eventsQueue.send(chunk.map(({ message }) => message)),
    RTE.mapLeft((): NotTold => ({ _tag: "NotTold", from: chunk[0]?.sequence ?? "" })),
    RTE.tapReaderIO(() => (env: EventsEnv) => () => {
      for (const one of chunk) tell(one)(env)();
    }),
  );

const tellAll = (writes: readonly Write[]): Step<EventsEnv, NotTold, unknown> =>
  pipe(
    readWrites(writes),
    RTE.chainW(addressed),
    RTE.mapLeft((): NotTold => ({ _tag: "NotTold", from: writes[0]?.dynamodb.SequenceNumber ?? "" })),
    RTE.map(RA.chunksOf(MOST_AT_ONCE)),
    RTE.chainW(RTE.traverseSeqArray(queueChunk)),
  );

/** Queues for the projects' webhooks what a batch of writes tells; names the write from which it is to come again, if it is. */
export const tellEvents =
  (writes: readonly Write[]): RT.ReaderTask<EventsEnv, DynamoDBBatchResponse> =>
  (env) =>
    pipe(
      guarded(tellAll(writes)(env), (reason) => {
        env.log.error({ event: "unforeseen", reason })();
        return E.left<NotTold>({ _tag: "NotTold", from: writes[0]?.dynamodb.SequenceNumber ?? "" });
      }),
      TE.match(
        ({ from }) => ({ batchItemFailures: [{ itemIdentifier: from }] }),
        () => ({ batchItemFailures: [] }),
      ),
    );
