import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { expectedVariables } from "../assistant/expected-variables";
import type { ChannelSetup } from "../company/channel-setup";
import type { CarrierSilent, HasCarrier, TemplateVariables } from "../ports/carrier";
import type { HasClock } from "../ports/clock";
import type { HasDeadline } from "../ports/deadline";
import type { CarrierCredentials } from "../secrets/carrier-credentials";
import type { HasSettings } from "./processor-env";
import type { OutOfTime, SetupIncomplete } from "./setback";
import type { Claimed } from "./stages";
import { timeFor } from "./time-for";

export type TemplateEnv = HasCarrier & HasClock & HasDeadline & HasSettings;

type WithCredentials = Claimed & { readonly setup: ChannelSetup; readonly credentials: CarrierCredentials };

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

const compare =
  ({ setup, credentials }: WithCredentials) =>
  (inTemplate: TemplateVariables): E.Either<SetupIncomplete, void> => {
    const written = Object.keys(expectedVariables(setup, credentials));
    return inTemplate === undefined || sameNames(inTemplate, written)
      ? E.right(undefined)
      : E.left({
          _tag: "SetupIncomplete",
          reason: `the template has the variables ${inTemplate.join(", ")}, content_variables has ${written.join(", ")}`,
        });
  };

/** A variable that is not given falls back to the template's sample text: the assistant must fill exactly the template's. */
export const checkTemplate = (
  prepared: WithCredentials,
): RTE.ReaderTaskEither<TemplateEnv, SetupIncomplete | CarrierSilent | OutOfTime, void> =>
  pipe(
    timeFor((settings) => settings.carrierTimeoutSeconds, prepared),
    RTE.chainW(
      (timeoutMs) =>
        ({ carrier }: TemplateEnv) =>
          carrier.templateVariables(prepared.credentials, timeoutMs),
    ),
    RTE.chainEitherKW(compare(prepared)),
  );
