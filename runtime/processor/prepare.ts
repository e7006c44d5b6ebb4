import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RIO from "fp-ts/ReaderIO";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { briefOf, type WrittenFor } from "../assistant/prompt";
import { type CarrierCredentials, type ChannelSetup, variablesOf } from "../company/channel-setup";
import type { Message } from "../conversation/message";
import type { CarrierSilent, HasCarrier, TemplateRefused, TemplateVariables } from "../ports/carrier";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { HasClock, HasDeadline } from "../ports/time-and-chance";
import { readProjectSecrets } from "../secrets";
import type { Step } from "../step";
import type { Claimed, HasSettings, OutOfTime, Prepared, SetupIncomplete } from "./stages";
import { timeFor } from "./time-for";

const setupOf = ({ company, request }: Message) => company.setups[request.channel];

/** Names of the secrets that the message's conversation will need; none, where the company record is to be refused. */
const secretsFor = (message: Message, ...ours: readonly string[]): readonly string[] =>
  pipe(
    setupOf(message),
    E.match(
      () => [],
      ({ simulate, credentialsName, assistantKeyName }) => [
        ...(simulate ? [] : [credentialsName]),
        assistantKeyName,
        ...ours,
      ],
    ),
  );

/**
 * Begins to read the secrets without waiting for them, so that a cold container reads while it claims. Secrets are remembered, and
 * reads at the same time are shared: whoever needs one later has it, or hears why not.
 */
export const readAhead =
  (message: Message): RIO.ReaderIO<HasSecrets & HasSettings, void> =>
  ({ secrets, settings }) =>
  () => {
    for (const name of secretsFor(message, settings.receiptKeyName, settings.consentKeyName))
      void TE.tryCatch(
        () => secrets.get(name)(),
        () => undefined,
      )();
  };

type TemplateEnv = HasCarrier & HasClock & HasDeadline & HasSettings;

type WithCredentials = Claimed & { readonly credentials: CarrierCredentials; readonly writtenFor: WrittenFor };

export const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

const compare =
  ({ writtenFor: { names } }: WithCredentials) =>
  (inTemplate: TemplateVariables): E.Either<SetupIncomplete, void> =>
    inTemplate === undefined || sameNames(inTemplate, names)
      ? E.right(undefined)
      : E.left({
          _tag: "SetupIncomplete",
          reason: `the template has the variables ${inTemplate.join(", ")}, content_variables has ${names.join(", ")}`,
        });

/** A variable that is not given falls back to the template's sample text: the assistant must fill exactly the template's. */
const checkTemplate = (
  prepared: WithCredentials,
): Step<TemplateEnv, SetupIncomplete | CarrierSilent | TemplateRefused | OutOfTime, void> =>
  pipe(
    timeFor((settings) => settings.carrierTimeoutSeconds, prepared),
    RTE.chainW(
      (timeoutMs) =>
        ({ carrier }: TemplateEnv) =>
          carrier.templateVariables(prepared.credentials, timeoutMs),
    ),
    RTE.chainEitherKW(compare(prepared)),
  );

type PrepareEnv = HasSecrets & TemplateEnv;
type WithSetup = Claimed & { readonly setup: ChannelSetup };

const withSetup = (claimed: Claimed): E.Either<SetupIncomplete, WithSetup> =>
  pipe(
    setupOf(claimed.message),
    E.bimap(
      (places) => ({ _tag: "SetupIncomplete" as const, reason: `company record: ${places}` }),
      (setup) => ({ ...claimed, setup }),
    ),
  );

/** Fetches what the call to the assistant and the send need. */
export const prepare = (
  claimed: Claimed,
): Step<PrepareEnv, SetupIncomplete | SecretMissing | CarrierSilent | TemplateRefused | OutOfTime, Prepared> =>
  pipe(
    RTE.fromEither(withSetup(claimed)),
    RTE.bindW("secrets", ({ message, setup }) => readProjectSecrets(message.request.channel, setup)),
    RTE.bindW(
      "receiptKey",
      () =>
        ({ secrets, settings }: HasSecrets & HasSettings) =>
          secrets.get(settings.receiptKeyName),
    ),
    RTE.bindW(
      "consentKey",
      () =>
        ({ secrets, settings }: HasSecrets & HasSettings) =>
          secrets.get(settings.consentKeyName),
    ),
    RTE.map(({ secrets, ...found }) => ({
      ...found,
      ...secrets,
      ...briefOf({ ...found, ...secrets, variables: variablesOf(found.setup, secrets.credentials) }),
    })),
    RTE.chainFirstW((prepared) => checkTemplate(prepared)),
  );
