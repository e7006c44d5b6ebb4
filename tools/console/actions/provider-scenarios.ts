import * as E from "fp-ts/Either";
import type { FaultBody } from "../../providers/injected-faults/injected-fault";
import { type BreakEnv, type Demonstration, demonstration, type Run } from "./scenario";

const carrier = {
  whatsapp: { provider: "twilio", operation: "messages.create" },
  sms: { provider: "twilio", operation: "messages.create" },
  email: { provider: "sendgrid", operation: "mail.send" },
} as const;

type Times = 1 | "always";

/** Has the carrier fail for one recipient. */
export const breakCarrier = (
  { engine }: BreakEnv,
  { channel, recipient }: Demonstration,
  fault: FaultBody,
  times: Times = 1,
): (() => void) => engine.providers.faults.add({ ...carrier[channel], match: { to: recipient }, times, fault });

const breakAssistant = ({ engine }: BreakEnv, { requestId }: Demonstration, fault: FaultBody): (() => void) =>
  engine.providers.faults.add({
    provider: "openai",
    operation: "responses.create",
    match: { contains: requestId },
    times: 1,
    fault,
  });

/** A provider's fault as the table of scenarios has it. */
export type ProviderFault = {
  readonly title: string;
  readonly provider?: string;
  readonly fault?: object;
  /** Where SendGrid says the same in another form. */
  readonly byEmail?: object;
  readonly times?: string;
};

/** A scenario that is one fault of a provider, and a message that meets it. */
export const meeting =
  ({ title, provider, fault = {}, byEmail, times }: ProviderFault): Run =>
  async (env, channel) => {
    const sent = demonstration(env.engine, channel);
    if (provider === "openai") breakAssistant(env, sent, fault);
    else breakCarrier(env, sent, channel === "email" ? (byEmail ?? fault) : fault, times === "always" ? times : 1);
    const conversationId = await sent.post();
    return E.right({ text: `${title}: done, for a message to ${sent.recipient}.`, conversationId });
  };
