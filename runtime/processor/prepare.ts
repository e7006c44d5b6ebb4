import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { type ChannelSetup, channelSetup } from "../company/channel-setup";
import type { CarrierSilent } from "../ports/carrier";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import { AssistantKey } from "../secrets/assistant-key";
import type { CarrierCredentials } from "../secrets/carrier-credentials";
import { readCredentials } from "../secrets/read-credentials";
import { readSecret } from "../secrets/read-secret";
import { readReceiptKey } from "../secrets/receipt-key";
import { checkTemplate, type TemplateEnv } from "./check-template";
import type { HasSettings } from "./processor-env";
import type { OutOfTime, SetupIncomplete } from "./setback";
import type { Claimed, Prepared } from "./stages";

type PrepareEnv = HasSecrets & TemplateEnv;
type Preparing<A> = RTE.ReaderTaskEither<PrepareEnv, SetupIncomplete | SecretMissing | CarrierSilent | OutOfTime, A>;
type WithSetup = Claimed & { readonly setup: ChannelSetup };

const withSetup = (claimed: Claimed): E.Either<SetupIncomplete, WithSetup> =>
  pipe(
    channelSetup(claimed.context.company_data_payload, claimed.context.frontend_payload.request_data.channel_method),
    E.bimap(
      (places) => ({ _tag: "SetupIncomplete" as const, reason: `company record: ${places}` }),
      (setup) => ({ ...claimed, setup }),
    ),
  );

const credentialsFor = ({
  context,
  setup,
}: WithSetup): RTE.ReaderTaskEither<HasSecrets, SecretMissing, CarrierCredentials> =>
  setup.simulate
    ? RTE.right({ _tag: "Simulated" })
    : readCredentials(context.frontend_payload.request_data.channel_method, setup.credentialsName);

const assistantKeyFor = ({ setup }: WithSetup): RTE.ReaderTaskEither<HasSecrets, SecretMissing, string> =>
  pipe(
    readSecret(setup.assistantKeyName, AssistantKey),
    RTE.map(({ ai_api_key }) => ai_api_key),
  );

/** Fetches what the call to the assistant and the send need. */
export const prepare = (claimed: Claimed): Preparing<Prepared> =>
  pipe(
    RTE.fromEither(withSetup(claimed)),
    RTE.bindW("credentials", (found) => credentialsFor(found)),
    RTE.bindW("assistantKey", (found) => assistantKeyFor(found)),
    RTE.bindW("receiptKey", () =>
      RTE.asksReaderTaskEitherW(({ settings }: HasSettings) => readReceiptKey(settings.receiptKeyName)),
    ),
    RTE.chainFirstW((prepared) => checkTemplate(prepared)),
  );
