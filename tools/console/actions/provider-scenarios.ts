import { type Channel, channels } from "../../../runtime/request/request";
import type { FaultBody } from "../../providers/injected-faults/injected-fault";
import type { ScenarioView } from "../api/about";
import { type BreakEnv, type Demonstration, demonstration, type Scenario } from "./scenario";

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

const all = channels;

/** What a provider can do to us. */
export const providerScenarios: readonly Scenario[] = [
  faultScenario({
    id: "carrier-429",
    title: "Carrier: too many requests",
    what: "The carrier answers the first call with 429.",
    expect: "Certainly not sent: the draft is kept, and the message is tried again after a pause. Sent once.",
    channels: all,
    where: "carrier",
    fault: (channel) => (channel === "email" ? { status: 429 } : { status: 429, code: 20429 }),
  }),
  faultScenario({
    id: "carrier-500",
    title: "Carrier: internal error",
    what: "The carrier answers the first call with 500, and has not taken the message.",
    expect:
      "For WhatsApp and SMS nobody can tell from the answer: the sweeper asks the carrier, does not find the message, and has it sent. For email the answer says that it was not taken: it is tried again. Sent once.",
    channels: all,
    where: "carrier",
    fault: () => ({ status: 500 }),
  }),
  faultScenario({
    id: "carrier-timeout",
    title: "Carrier: silence after taking it",
    what: "The carrier takes the message, and its answer never comes.",
    expect:
      "The call runs into its time limit and the conversation is uncertain; it is not sent again. The sweeper, or the first receipt, finds out that it was sent. Sent once.",
    channels: all,
    where: "carrier",
    fault: () => ({ hang: "after" }),
  }),
  faultScenario({
    id: "carrier-reset",
    title: "Carrier: connection lost after taking it",
    what: "The carrier takes the message, and the connection is reset.",
    expect: "Uncertain, and not sent again, until the sweeper or a receipt finds out that it was sent. Sent once.",
    channels: all,
    where: "carrier",
    fault: () => ({ reset: "after" }),
  }),
  faultScenario({
    id: "carrier-reset-before",
    title: "Carrier: connection lost before taking it",
    what: "The connection is reset, and the carrier has nothing.",
    expect:
      "WhatsApp and SMS: the sweeper asks the carrier, finds nothing, and has it sent. Email: SendGrid cannot be asked, so the conversation ends as delivery unknown, for you to settle under Steer.",
    channels: all,
    where: "carrier",
    fault: () => ({ reset: "before" }),
  }),
  faultScenario({
    id: "carrier-malformed",
    title: "Carrier: broken answer",
    what: "The carrier takes the message and answers with broken JSON.",
    expect: "An answer that cannot be read proves nothing: looked into, not sent again. Sent once.",
    channels: all,
    where: "carrier",
    fault: () => ({ malformed: true }),
  }),
  faultScenario({
    id: "carrier-unauthorised",
    title: "Carrier: refuses our credentials",
    what: "The carrier answers every call for this message with 401, until you press “Mend everything”.",
    expect:
      "After its receives the message lies in the dead letters and an alarm fires. Mend everything, then redrive the channel under Steer: it is sent, once.",
    channels: all,
    where: "carrier",
    fault: (channel) => (channel === "email" ? { status: 401 } : { status: 401, code: 20003 }),
    times: "always",
  }),
  faultScenario({
    id: "assistant-429",
    title: "Assistant: too many requests",
    what: "OpenAI answers the first call with 429.",
    expect: "Nothing was written and nothing sent: tried again after a pause.",
    channels: all,
    where: "assistant",
    fault: () => ({ status: 429 }),
  }),
  faultScenario({
    id: "assistant-rubbish",
    title: "Assistant: an answer that cannot be used",
    what: "OpenAI leaves a variable of the template out, once.",
    expect: "The answer is not sent. The assistant is told what was wrong, and answers again.",
    channels: all,
    where: "assistant",
    fault: () => ({ assistant: "missing_variable" }),
  }),
];
