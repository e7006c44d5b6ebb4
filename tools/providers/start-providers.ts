import { type InjectedFaults, makeInjectedFaults } from "./injected-faults/injected-faults";
import { type Ledger, makeLedger } from "./ledger/ledger";
import { type OpenAiOptions, type OpenAiStandIn, startOpenAi } from "./openai/start-openai";
import { type SendGridOptions, type SendGridStandIn, startSendGrid } from "./sendgrid/start-sendgrid";
import type { ProviderOptions } from "./server/serve-provider";
import { startTwilio, type TwilioOptions, type TwilioStandIn } from "./twilio/start-twilio";

/** What all three share, and what each has of its own; a provider's own value wins. */
export type ProvidersOptions = Omit<ProviderOptions, "port"> & {
  readonly openai?: OpenAiOptions;
  readonly twilio?: TwilioOptions;
  readonly sendgrid?: SendGridOptions;
};

export type Providers = {
  readonly openai: OpenAiStandIn;
  readonly twilio: TwilioStandIn;
  readonly sendgrid: SendGridStandIn;
  readonly ledger: Ledger;
  readonly faults: InjectedFaults;
  readonly stop: () => Promise<void>;
};

/** Starts the stand-ins of all providers over one ledger and one set of faults; if one cannot start, none stays. */
export const startProviders = async (options: ProvidersOptions = {}): Promise<Providers> => {
  const { openai: forOpenAi, twilio: forTwilio, sendgrid: forSendGrid, ...shared } = options;
  const ledger = shared.ledger ?? makeLedger(shared.warn === undefined ? {} : { warn: shared.warn });
  const faults = shared.faults ?? makeInjectedFaults();
  const common = { ...shared, ledger, faults };
  const started: { readonly stop: () => Promise<void> }[] = [];
  const keep = <A extends { readonly stop: () => Promise<void> }>(one: A): A => {
    started.unshift(one);
    return one;
  };
  const stop = async (): Promise<void> => {
    for (const one of started.splice(0)) await one.stop();
  };
  try {
    const openai = keep(await startOpenAi({ ...common, ...forOpenAi }));
    const twilio = keep(await startTwilio({ ...common, ...forTwilio }));
    const sendgrid = keep(await startSendGrid({ ...common, ...forSendGrid }));
    return { openai, twilio, sendgrid, ledger, faults, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
