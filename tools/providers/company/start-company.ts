import { type ProviderOptions, type StandIn, serveProvider, withDefaults } from "../server/serve-provider";
import { makeTimerSet } from "../server/timers";
import { companyError, receiveEvent } from "./receive-event";

/** The secret of a project's webhook as of now; none for a project that has no webhook. */
type SecretOf = (company: string, project: string) => string | undefined;

export type CompanyStandIn = StandIn & {
  /** Tells the endpoint by what it knows the events of each project. */
  readonly setSecrets: (secretOf: SecretOf) => void;
};

/** Starts a company's endpoint for events on 127.0.0.1: `/events/COMPANY_ID/PROJECT_ID`, for each project that has a webhook. */
export const startCompany = async (options: ProviderOptions = {}): Promise<CompanyStandIn> => {
  const setup = withDefaults(options);
  const { ledger, now, warn } = setup;
  let known: SecretOf = () => undefined;
  const operations = [receiveEvent({ ledger, now, warn, secretOf: (...project) => known(...project) })];
  const timers = makeTimerSet(setup.timer);
  const served = await serveProvider({
    ...setup,
    provider: "company",
    operations,
    errorAnswer: companyError,
    timers,
  });
  return {
    ...served,
    setSecrets: (secretOf) => {
      known = secretOf;
    },
  };
};
