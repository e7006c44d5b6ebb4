import type { FaultSpec } from "../../local/providers/fault-spec";
import type { Faults } from "../../local/providers/faults";
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
export const injectFaults = (faults: Faults, { seed, throttled, lostAnswers }: SoakOptions): void => {
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
