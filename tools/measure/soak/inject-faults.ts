import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { sealReference } from "../../../runtime/conversation/reference";
import type { Engine } from "../../engine/run/start-engine";
import type { FaultSpec } from "../../providers/injected-faults/fault-rule";
import type { InjectedFaults } from "../../providers/injected-faults/injected-faults";
import type { SoakOptions } from "./soak-options";

type Rule = Omit<FaultSpec, "probability" | "seed">;

/** A call that is certainly not taken, and may be made again. */
const throttling: readonly Rule[] = [
  { provider: "openai", operation: "responses.create", fault: { status: 429 } },
  { provider: "twilio", operation: "messages.create", fault: { status: 429, code: 20429 } },
  { provider: "sendgrid", operation: "mail.send", fault: { status: 429 } },
];

/**
 * Calls whose end the engine does not see: mostly taken, some not. A complete 5xx answer of SendGrid means by its own
 * word that a mail was not taken, so that only Twilio answers so after taking a message.
 */
const losing: Readonly<Record<"twilio" | "sendgrid", readonly Rule[]>> = {
  twilio: [
    { provider: "twilio", operation: "messages.create", fault: { hang: "after" } },
    { provider: "twilio", operation: "messages.create", fault: { acceptThenStatus: 500 } },
    { provider: "twilio", operation: "messages.create", fault: { reset: "after" } },
    { provider: "twilio", operation: "messages.create", fault: { reset: "before" } },
  ],
  sendgrid: [
    { provider: "sendgrid", operation: "mail.send", fault: { hang: "after" } },
    { provider: "sendgrid", operation: "mail.send", fault: { malformed: true } },
    { provider: "sendgrid", operation: "mail.send", fault: { reset: "after" } },
    { provider: "sendgrid", operation: "mail.send", fault: { reset: "before" } },
  ],
};

/** Has the providers fail by chance from now on, in shares of their calls. */
export const injectFaults = (faults: InjectedFaults, { seed, throttled, lostAnswers }: SoakOptions): void => {
  const add = (rules: readonly Rule[], percent: number, offset: number): void => {
    if (percent === 0) return;
    for (const [at, rule] of rules.entries()) {
      faults.add({
        ...rule,
        times: "always",
        probability: percent / 100 / (offset === 0 ? 1 : rules.length),
        seed: seed * 100 + offset + at,
      });
    }
  };
  add(throttling, throttled, 0);
  add(losing.twilio, lostAnswers, 10);
  add(losing.sendgrid, lostAnswers, 20);
};

/** Of the mails whose answer was lost, every so many-th gets no event either. */
const EVERY = 3;

const senderOf = ({ channel_config }: JsonObject): unknown =>
  isJsonObject(channel_config) && isJsonObject(channel_config.email) ? channel_config.email.company_email : undefined;

/** Has SendGrid keep silent on some mails whose answer was lost already: these are left to the operator. */
export const loseEvents = (
  { providers, ready }: Engine,
  companies: readonly JsonObject[],
  receiptKey: string,
): void => {
  const urls = new Map(
    companies.map((company) => {
      const project = { company_id: String(company.company_id), project_id: String(company.project_id) };
      return [senderOf(company), `${ready.receiptsUrl}/sendgrid/${sealReference(receiptKey, project)}`] as const;
    }),
  );
  const silent = new Map<string, boolean>();
  let unanswered = 0;
  providers.sendgrid.setWebhook({
    url: ({ id, answered, from }) => {
      if (answered !== "given" && !silent.has(id)) {
        unanswered += 1;
        silent.set(id, unanswered % EVERY === 0);
      }
      return silent.get(id) ? null : (urls.get(from) ?? null);
    },
  });
};
