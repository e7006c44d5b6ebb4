import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { isJsonObject, type JsonObject } from "../codec/json-object";
import { type ChannelSetup, channelSetup } from "../company/channel-setup";
import type { CarrierCredentials } from "../secrets/carrier-credentials";
import { readCredentials } from "../secrets/read-credentials";
import { type NotRebuilt, rebuildContext } from "./rebuild-context";
import type { Stranded } from "./stranded";
import type { SweepFailure } from "./sweep-failure";
import type { SweeperEnv } from "./sweeper-env";
import type { Evidence } from "./verdict-of-listing";

type Gathering<A> = RTE.ReaderTaskEither<SweeperEnv, SweepFailure, A>;

const setupOf = (record: JsonObject): E.Either<NotRebuilt, ChannelSetup> =>
  pipe(
    rebuildContext(record),
    E.chain(({ company_data_payload, frontend_payload }) =>
      pipe(
        channelSetup(company_data_payload, frontend_payload.request_data.channel_method),
        E.mapLeft((reason): NotRebuilt => ({ _tag: "NotRebuilt", reason })),
      ),
    ),
  );

const credentialsOf = ({ conversation }: Stranded, setup: ChannelSetup): Gathering<CarrierCredentials> =>
  setup.simulate
    ? RTE.right({ _tag: "Simulated" })
    : readCredentials(conversation.channel_method, setup.credentialsName);

const listing =
  (
    { key, conversation }: Stranded,
    setup: ChannelSetup,
    credentials: CarrierCredentials,
  ): Gathering<Evidence["listing"]> =>
  ({ carriers, settings }) =>
    carriers[conversation.channel_method].list(credentials, {
      from: setup.sender,
      to: key.primary_channel,
      attemptId: conversation.attempt_id ?? "",
      timeoutMs: settings.carrierTimeoutSeconds * 1000,
    });

const records =
  ({ key }: Stranded): Gathering<readonly JsonObject[]> =>
  ({ conversations }) =>
    conversations.ofRecipient(key.primary_channel);

const messageIds = ({ messages }: JsonObject): readonly string[] =>
  (Array.isArray(messages) ? messages : []).filter(isJsonObject).map(({ message_id }) => String(message_id));

/** A record that does not say from whom it sends might be of this sender too. */
const mayShareSender = (record: JsonObject, { sender }: ChannelSetup): boolean =>
  pipe(
    setupOf(record),
    E.match(
      () => true,
      (other) => other.sender === sender,
    ),
  );

const isOpenOther =
  ({ key, conversation }: Stranded, setup: ChannelSetup) =>
  (record: JsonObject): boolean =>
    record.conversation_id !== key.conversation_id &&
    record.channel_method === conversation.channel_method &&
    (record.send_state === "sending" || record.send_state === "uncertain") &&
    mayShareSender(record, setup);

/** What the carrier lists, and what our own records say of the same two addresses. */
export const gatherEvidence = (stranded: Stranded): Gathering<Evidence> =>
  pipe(
    RTE.fromEither(setupOf(stranded.record)),
    RTE.bindTo("setup"),
    RTE.bindW("credentials", ({ setup }) => credentialsOf(stranded, setup)),
    RTE.bindW("listing", ({ setup, credentials }) => listing(stranded, setup, credentials)),
    RTE.bindW("records", () => records(stranded)),
    RTE.chainW(
      ({ setup, listing: listed, records: found }) =>
        ({ clock, settings }: SweeperEnv) =>
          TE.right({
            listing: listed,
            adopted: new Set(found.flatMap(messageIds)),
            othersOpen: found.some(isOpenOther(stranded, setup)),
            sendingAt: new Date(stranded.conversation.sending_at ?? stranded.conversation.lease_until),
            attempts: stranded.conversation.attempts?.length ?? 0,
            now: clock.now(),
            reconcileAfterSeconds: settings.reconcileAfterSeconds,
          }),
    ),
  );
