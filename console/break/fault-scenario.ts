import type { FaultBody } from "../../local/providers/fault-spec";
import type { Channel } from "../../runtime/request/channel";
import type { ScenarioView } from "../api/about";
import { type Demonstration, demonstration } from "./demonstration";
import type { BreakEnv, Scenario } from "./scenario";

const carrier = {
  whatsapp: { provider: "twilio", operation: "messages.create" },
  sms: { provider: "twilio", operation: "messages.create" },
  email: { provider: "sendgrid", operation: "mail.send" },
} as const;

/** Has the carrier fail for one recipient. */
export const breakCarrier = (
  { engine }: BreakEnv,
  { channel, recipient }: Demonstration,
  fault: FaultBody,
  times: number | "always" = 1,
): (() => void) => engine.providers.faults.add({ ...carrier[channel], match: { to: recipient }, times, fault });

type FaultScenario = ScenarioView & {
  readonly where: "carrier" | "assistant";
  readonly fault: (channel: Channel) => FaultBody;
  readonly times?: number | "always";
};

/** A scenario that is one fault of a provider, and a message that meets it. */
export const faultScenario = ({ where, fault, times = 1, ...view }: FaultScenario): Scenario => ({
  ...view,
  run: async (env, channel) => {
    const sent = demonstration(env.engine, channel);
    if (where === "carrier") breakCarrier(env, sent, fault(channel), times);
    else
      env.engine.providers.faults.add({
        provider: "openai",
        operation: "responses.create",
        match: { contains: sent.requestId },
        times,
        fault: fault(channel),
      });
    const conversationId = await sent.post();
    return { done: true, text: `${view.title}: done, for a message to ${sent.recipient}.`, conversationId };
  },
});
