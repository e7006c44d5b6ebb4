import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as IO from "fp-ts/IO";
import * as O from "fp-ts/Option";
import type * as RT from "fp-ts/ReaderTask";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import type { Webhook } from "../company/company";
import type { Correlation } from "../conversation/conversation";
import { correlationOfEvent, type EventMessage } from "../conversation/event-message";
import type { Malformed, UnknownSchema } from "../conversation/message";
import type { HasLog, LogEvent } from "../log/log";
import type { CompaniesUnreadable, HasCompanies } from "../ports/companies";
import type { EventsQueue } from "../ports/events-queue";
import type { HasVisibility } from "../ports/queue";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { HasClock, HasRandom, HasStopwatch } from "../ports/time-and-chance";
import type { EndpointAnswer, HasEndpoint, PostFailed } from "../ports/webhook";
import { answerBatch } from "../processor/process-batch";
import { hurry } from "../processor/retry-delay";
import { again, type Delivery, done, type QueueAnswer } from "../processor/stages";
import { readSecret } from "../secrets";
import type { Step } from "../step";
import { secondsToNextTry } from "./schedule";
import { signedHeaders, WebhookSecret } from "./signature";

/** Plain data that the Pulumi program closes over for the function that posts events. */
export type WebhooksSettings = { readonly isLocal: boolean; readonly webhookTimeoutSeconds: number };

export type WebhooksEnv = HasClock &
  HasCompanies &
  HasLog &
  HasRandom &
  HasSecrets &
  HasStopwatch &
  HasVisibility &
  HasEndpoint & {
    readonly settings: WebhooksSettings;
    /** Where an event goes that nobody will take. */
    readonly deadLetters: EventsQueue;
  };

type EventDelivery = Delivery<EventMessage>;

/** The project has no webhook, not any more, or wants no events of that type. */
type Unwanted = { readonly _tag: "Unwanted" };
/** How long the endpoint was waited for, in milliseconds. */
type Tried = { readonly duration: number };
/** The endpoint did not take it. */
type Refused = Tried & EndpointAnswer & { readonly _tag: "Refused" };
/** The endpoint says that it is none any more. */
type Gone = Tried & { readonly _tag: "Gone" };
type Unanswered = Tried & PostFailed;

type Untold = Malformed | UnknownSchema | Unwanted | CompaniesUnreadable | SecretMissing | Unanswered | Refused | Gone;

type Row = { readonly queue: "done" | "again" | "hurry" | "dead letters"; readonly level: "info" | "warn" | "error" };

/** What follows from an event that was not taken. */
const consequences: Readonly<Record<Untold["_tag"], Row>> = {
  Malformed: { queue: "hurry", level: "error" },
  UnknownSchema: { queue: "hurry", level: "warn" },
  Unwanted: { queue: "done", level: "info" },
  CompaniesUnreadable: { queue: "again", level: "warn" },
  SecretMissing: { queue: "again", level: "error" },
  PostFailed: { queue: "again", level: "warn" },
  Refused: { queue: "again", level: "warn" },
  Gone: { queue: "dead letters", level: "warn" },
};

const wants =
  ({ type }: EventMessage) =>
  ({ events }: Webhook): boolean =>
    events === undefined || events.includes(type);

const webhookFor =
  (message: EventMessage): Step<HasCompanies, CompaniesUnreadable | Unwanted, Webhook> =>
  ({ companies }) =>
    pipe(
      companies.find(message),
      TE.map(O.chain(({ webhook }) => webhook)),
      TE.map(O.filter(wants(message))),
      TE.chainW(TE.fromOption((): Unwanted => ({ _tag: "Unwanted" }))),
    );

type Ready = { readonly webhook: Webhook; readonly secret: WebhookSecret };

const ready = (
  message: EventMessage,
): Step<HasCompanies & HasSecrets, CompaniesUnreadable | Unwanted | SecretMissing, Ready> =>
  pipe(
    webhookFor(message),
    RTE.bindTo("webhook"),
    RTE.bindW("secret", ({ webhook }) => readSecret(webhook.secretName, WebhookSecret)),
  );

const GONE = 410;

/** No redirect is followed: what a company has not named is not told. */
const requireTaken =
  (elapsed: IO.IO<number>) =>
  (answer: EndpointAnswer): E.Either<Refused | Gone, Tried> => {
    const tried = { duration: elapsed() };
    if (answer.status >= 200 && answer.status < 300) return E.right(tried);
    return E.left(answer.status === GONE ? { _tag: "Gone", ...tried } : { _tag: "Refused", ...tried, ...answer });
  };

const post =
  (message: EventMessage) =>
  ({ webhook: { url }, secret }: Ready): Step<WebhooksEnv, Unanswered | Refused | Gone, Tried> =>
  ({ clock, endpoint, settings, stopwatch }) =>
  () => {
    const elapsed = stopwatch();
    return pipe(
      endpoint.post({
        url,
        headers: signedHeaders(secret, message, clock.now()),
        body: message.body,
        timeoutMs: settings.webhookTimeoutSeconds * 1_000,
      }),
      TE.mapLeft((failure): Unanswered => ({ ...failure, duration: elapsed() })),
      TE.chainEitherKW(requireTaken(elapsed)),
    )();
  };

const tell = (message: EventMessage): Step<WebhooksEnv, Untold, Tried> =>
  pipe(ready(message), RTE.chainW(post(message)));

const identityOf = ({ message }: EventDelivery): Correlation & Pick<LogEvent, "event_id"> =>
  pipe(
    message,
    E.match(
      () => ({}),
      (known) => ({ ...correlationOfEvent(known), event_id: known.id }),
    ),
  );

/** After the last try the queue gives it to the dead letters by itself. */
const later = ({ receiveCount }: EventDelivery, { random }: HasRandom, notBefore?: number): QueueAnswer =>
  again(secondsToNextTry(receiveCount, random(), notBefore) ?? 0);

/** Nobody would take it at another time either: it does not wait for its tries to be over. */
const giveUp =
  (delivery: EventDelivery): RT.ReaderTask<WebhooksEnv, QueueAnswer> =>
  (env) =>
    pipe(
      delivery.message,
      TE.fromEither,
      TE.chainW((message) => env.deadLetters.send([message])),
      TE.match(
        () => later(delivery, env),
        () => done,
      ),
    );

const answerTo =
  (delivery: EventDelivery, untold: Untold): RT.ReaderTask<WebhooksEnv, QueueAnswer> =>
  (env) => {
    switch (consequences[untold._tag].queue) {
      case "done":
        return T.of(done);
      case "hurry":
        return T.of(hurry);
      case "again":
        return T.of(later(delivery, env, "retryAfterSeconds" in untold ? untold.retryAfterSeconds : undefined));
      case "dead letters":
        return giveUp(delivery)(env);
    }
  };

const reasonOf = (untold: Untold): Pick<LogEvent, "reason"> => {
  if ("reason" in untold) return { reason: untold.reason };
  return "status" in untold ? { reason: `it answered ${untold.status}` } : {};
};

const lineOf = (delivery: EventDelivery, status: string, tried: Tried | Untold): LogEvent => ({
  event: "duration" in tried ? "webhook_tried" : "event_not_posted",
  ...identityOf(delivery),
  status,
  receive: delivery.receiveCount,
  ...("duration" in tried ? { duration_ms: tried.duration } : {}),
});

const untold =
  (delivery: EventDelivery) =>
  (why: Untold): RT.ReaderTask<WebhooksEnv, QueueAnswer> =>
  (env) =>
    pipe(
      answerTo(delivery, why)(env),
      T.tapIO((answer) =>
        env.log[consequences[why._tag].level]({
          ...lineOf(delivery, why._tag, why),
          ...(why._tag === "SecretMissing" ? { critical: true } : {}),
          ...reasonOf(why),
          ...(answer._tag === "Again" ? { retry_in_seconds: answer.afterSeconds } : {}),
        }),
      ),
    );

const told =
  (delivery: EventDelivery) =>
  (tried: Tried): RT.ReaderTask<WebhooksEnv, QueueAnswer> =>
  ({ log }) =>
    pipe(
      T.of(done),
      T.tapIO(() => log.info(lineOf(delivery, "Taken", tried))),
    );

const answer = (delivery: EventDelivery): RT.ReaderTask<WebhooksEnv, QueueAnswer> =>
  pipe(delivery.message, RTE.fromEither, RTE.chainW(tell), RTE.matchE(untold(delivery), told(delivery)));

/** Posts a batch of events, side by side: an endpoint that takes its time holds nobody else's. */
export const tellBatch = answerBatch({ answer, identityOf, comeBack: later });
