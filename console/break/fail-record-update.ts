import { demonstration } from "./demonstration";
import { heard, type Scenario } from "./scenario";

/** Lets the table refuse the update that says that a message was sent. */
export const failRecordUpdate: Scenario = {
  id: "fail-record-update",
  title: "Fail the next record update",
  what: "The carrier takes the message, and the table refuses to record that.",
  expect:
    "The worst case of a send: sent, and not recorded. The critical alarm fires, the message is not sent again, and the sweeper or the first receipt puts the record right. Sent once.",
  channels: ["whatsapp", "sms", "email"],
  run: async ({ engine, feed }, channel, progress) => {
    const sent = demonstration(engine, channel);
    const mend = engine.services.taps.dynamo.refuse(
      ({ operation, body }) =>
        operation === "UpdateItem" && body.includes(sent.requestId) && body.includes("initial_message_sent"),
    );
    try {
      const noticed = heard(
        feed,
        "the critical log line",
        (event) =>
          event.kind === "line" &&
          event.line.line.includes('"critical":true') &&
          event.line.line.includes(sent.requestId),
      );
      const conversationId = await sent.post();
      progress("the carrier takes the message, the table does not");
      await noticed;
      return { done: true, text: "The update was refused until the function gave up.", conversationId };
    } finally {
      mend();
    }
  },
};
