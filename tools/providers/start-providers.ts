import { type CompanyStandIn, startCompany } from "./company/start-company";
import { type OpenAiOptions, type OpenAiStandIn, startOpenAi } from "./openai/start-openai";
import { type SendGridOptions, type SendGridStandIn, startSendGrid } from "./sendgrid/start-sendgrid";
import { type ProviderOptions, type StandIn, withDefaults } from "./server/serve-provider";
import { startTwilio, type TwilioOptions, type TwilioStandIn } from "./twilio/start-twilio";

/** What all share, and what each has of its own; a provider's own value wins. */
type ProvidersOptions = ProviderOptions & {
  readonly openai?: OpenAiOptions;
  readonly twilio?: TwilioOptions;
  readonly sendgrid?: SendGridOptions;
};

export type Providers = Omit<StandIn, "url"> & {
  readonly openai: OpenAiStandIn;
  readonly twilio: TwilioStandIn;
  readonly sendgrid: SendGridStandIn;
  readonly company: CompanyStandIn;
};

/** Starts the stand-ins of all providers, and of the companies, over one ledger and one set of injected faults. */
export const startProviders = async (options: ProvidersOptions = {}): Promise<Providers> => {
  const { openai: forOpenAi, twilio: forTwilio, sendgrid: forSendGrid, ...shared } = withDefaults(options);
  const openai = await startOpenAi({ ...shared, ...forOpenAi });
  const twilio = await startTwilio({ ...shared, ...forTwilio });
  const sendgrid = await startSendGrid({ ...shared, ...forSendGrid });
  const company = await startCompany(shared);
  const { ledger, faults } = shared;
  const stop = async (): Promise<void> => {
    for (const one of [company, sendgrid, twilio, openai]) await one.stop();
  };
  return { openai, twilio, sendgrid, company, ledger, faults, stop };
};
