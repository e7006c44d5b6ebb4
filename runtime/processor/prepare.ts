import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { type ChannelSetup, channelSetup } from "../company/channel-setup";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import { AssistantKey } from "../secrets/assistant-key";
import { readCredentials } from "../secrets/read-credentials";
import { readSecret } from "../secrets/read-secret";
import type { SetupIncomplete } from "./setback";
import type { Claimed, Prepared } from "./stages";

type Preparing<A> = RTE.ReaderTaskEither<HasSecrets, SetupIncomplete | SecretMissing, A>;
type WithSetup = Claimed & { readonly setup: ChannelSetup };

const withSetup = (claimed: Claimed): E.Either<SetupIncomplete, WithSetup> =>
  pipe(
    channelSetup(claimed.context.company_data_payload, claimed.context.frontend_payload.request_data.channel_method),
    E.bimap(
      (places) => ({ _tag: "SetupIncomplete" as const, reason: `company record: ${places}` }),
      (setup) => ({ ...claimed, setup }),
    ),
  );

/** Fetches what the call to the assistant and the send need. */
export const prepare = (claimed: Claimed): Preparing<Prepared> =>
  pipe(
    RTE.fromEither(withSetup(claimed)),
    RTE.bindW("credentials", ({ context, setup }) =>
      readCredentials(context.frontend_payload.request_data.channel_method, setup.credentialsName),
    ),
    RTE.bindW("assistantKey", ({ setup }) =>
      pipe(
        readSecret(setup.assistantKeyName, AssistantKey),
        RTE.map(({ ai_api_key }) => ai_api_key),
      ),
    ),
  );
