import * as E from "fp-ts/Either";
import type { Channel } from "../../../runtime/request/request";
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
  times: 1 | "always" = 1,
): (() => void) => engine.providers.faults.add({ ...carrier[channel], match: { to: recipient }, times, fault });

/** A scenario that is one fault of a provider, and a message that meets it. */
const meeting = (view: ScenarioView, arm: (env: BreakEnv, sent: Demonstration) => void): Scenario => ({
  ...view,
  run: async (env, channel) => {
    const sent = demonstration(env.engine, channel);
    arm(env, sent);
    const conversationId = await sent.post();
    return E.right({ text: `${view.title}: done, for a message to ${sent.recipient}.`, conversationId });
  },
});

type CarrierFault = ScenarioView & { readonly fault: (channel: Channel) => FaultBody; readonly times?: "always" };

const carrierFault = ({ fault, times, ...view }: CarrierFault): Scenario =>
  meeting(view, (env, sent) => breakCarrier(env, sent, fault(sent.channel), times));

const assistantFault = ({ fault, ...view }: ScenarioView & { readonly fault: FaultBody }): Scenario =>
  meeting(view, ({ engine }, { requestId }) =>
    engine.providers.faults.add({
      provider: "openai",
      operation: "responses.create",
      match: { contains: requestId },
      times: 1,
      fault,
    }),
  );

/** What a provider can do to us. */
export const providerScenarios: readonly Scenario[] = [
  carrierFault({
    id: "carrier-429",
    title: "Carrier: too many requests",
    what: "The carrier answers the first call with 429.",
    expect: "Certainly not sent: the draft is kept, and the message is tried again after a pause. Sent once.",
    fault: (channel) => (channel === "email" ? { status: 429 } : { status: 429, code: 20429 }),
  }),
  carrierFault({
    id: "carrier-500",
    title: "Carrier: internal error",
    what: "The carrier answers the first call with 500, and has not taken the message.",
    expect:
      "For WhatsApp and SMS nobody can tell from the answer: the sweeper asks the carrier, does not find the message, and has it sent. For email the answer says that it was not taken: it is tried again. Sent once.",
    fault: () => ({ status: 500 }),
  }),
  carrierFault({
    id: "carrier-timeout",
    title: "Carrier: silence after taking it",
    what: "The carrier takes the message, and its answer never comes.",
    expect:
      "The call runs into its time limit and the conversation is uncertain; it is not sent again. The sweeper, or the first receipt, finds out that it was sent. Sent once.",
    fault: () => ({ hang: "after" }),
  }),
  carrierFault({
    id: "carrier-reset",
    title: "Carrier: connection lost after taking it",
    what: "The carrier takes the message, and the connection is reset.",
    expect: "Uncertain, and not sent again, until the sweeper or a receipt finds out that it was sent. Sent once.",
    fault: () => ({ reset: "after" }),
  }),
  carrierFault({
    id: "carrier-reset-before",
    title: "Carrier: connection lost before taking it",
    what: "The connection is reset, and the carrier has nothing.",
    expect:
      "WhatsApp and SMS: the sweeper asks the carrier, finds nothing, and has it sent. Email: SendGrid cannot be asked, so the conversation ends as delivery unknown, for you to settle under Steer.",
    fault: () => ({ reset: "before" }),
  }),
  carrierFault({
    id: "carrier-malformed",
    title: "Carrier: broken answer",
    what: "The carrier takes the message and answers with broken JSON.",
    expect: "An answer that cannot be read proves nothing: looked into, not sent again. Sent once.",
    fault: () => ({ malformed: true }),
  }),
  carrierFault({
    id: "carrier-unauthorised",
    title: "Carrier: refuses our credentials",
    what: "The carrier answers every call for this message with 401, until you press “Mend everything”.",
    expect:
      "After its receives the message lies in the dead letters and an alarm fires. Mend everything, then redrive the channel under Steer: it is sent, once.",
    fault: (channel) => (channel === "email" ? { status: 401 } : { status: 401, code: 20003 }),
    times: "always",
  }),
  assistantFault({
    id: "assistant-429",
    title: "Assistant: too many requests",
    what: "OpenAI answers the first call with 429.",
    expect: "Nothing was written and nothing sent: tried again after a pause.",
    fault: { status: 429 },
  }),
  assistantFault({
    id: "assistant-rubbish",
    title: "Assistant: an answer that cannot be used",
    what: "OpenAI leaves a variable of the template out, once.",
    expect: "The answer is not sent. The assistant is told what was wrong, and answers again.",
    fault: { assistant: "missing_variable" },
  }),
];
