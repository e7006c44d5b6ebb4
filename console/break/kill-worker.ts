import { setTimeout } from "node:timers/promises";
import { demonstration } from "./demonstration";
import { breakCarrier } from "./fault-scenario";
import { heard, type Scenario } from "./scenario";

/** Long enough for the kill to come while the carrier has the call. */
const CALL_MS = 3_000;
const INTO_CALL_MS = 400;

/** Kills the process that is about to send, in the middle of its call. */
export const killWorker: Scenario = {
  id: "kill-worker",
  title: "Kill the worker in its call",
  what: "The carrier is made slow, and the processor's process is killed (SIGKILL) while it waits for the answer.",
  expect:
    "The carrier takes the message, and nobody is left to record it. The lease runs out, the sweeper asks the carrier and records what it finds; email is recorded by its first receipt. Sent once.",
  channels: ["whatsapp", "sms", "email"],
  run: async (env, channel, progress) => {
    const { engine, feed } = env;
    const sent = demonstration(engine, channel);
    const mend = breakCarrier(env, sent, { delayMs: CALL_MS });
    try {
      const committed = heard(feed, "the commit to send", (event) => {
        if (event.kind !== "write" || event.write.set.send_state !== "sending") return false;
        return event.write.key.conversation_id.includes(sent.requestId);
      });
      const [conversationId] = await Promise.all([sent.post(), committed]);
      progress("the call has begun");
      await setTimeout(INTO_CALL_MS);
      const killed = engine.services.lambda.kill(`ai-multi-comms-${channel}-processor-local`);
      return {
        done: killed > 0,
        text: `Killed ${killed === 1 ? "1 busy worker" : `${killed} busy workers`} of ${channel}.`,
        conversationId,
      };
    } finally {
      mend();
    }
  },
};
