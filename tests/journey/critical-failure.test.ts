import * as assert from "uvu/assert";
import { refuseFinalUpdate, subscribeToAlarms } from "./alarm-conditions";
import { journeySuite } from "./engines";
import { eventually } from "./eventually";
import { untilQuiet } from "./queues";
import { conversationIn, conversationsWith, messageIn, sendsOf } from "./records";
import { newRequest, post } from "./requests";
import { eventsOf } from "./shared-journey";

const test = journeySuite("a sent message that cannot be recorded");

const ALARM = "ai-multi-comms-sms-critical-failures-local";

test("is logged as critical, raises the alarm, is healed and never sent again", async (journey) => {
  const request = newRequest("sms");
  const alarmsArrived = await subscribeToAlarms(journey, "journey-critical");
  const mend = refuseFinalUpdate(journey, request);

  await post(journey.ready, request.body);

  const critical = await eventually("a critical log line", async () =>
    eventsOf(journey.heard, request.requestId).find((event) => event.critical === true),
  );
  const { heard } = journey;
  const [send, ...others] = sendsOf(journey, request);
  assert.equal(others, []);
  assert.equal(
    [critical.event, critical.status, critical.message_id, critical.channel],
    ["setback", "SentButUnrecorded", send?.id, "sms"],
  );
  const [level] = heard.lines.flatMap(({ line }) => (line.includes('"critical":true') ? [JSON.parse(line).level] : []));
  assert.is(level, "ERROR");
  const [unrecorded] = await conversationsWith(journey, request.recipient);
  assert.equal([unrecorded?.send_state, unrecorded?.task_complete], ["sending", 0]);

  const mail = await eventually("an alarm at the topic", async () =>
    (await alarmsArrived()).find((body) => body.includes(ALARM)),
  );
  const notice = JSON.parse(JSON.parse(mail).Message);
  assert.equal([notice.AlarmName, notice.NewStateValue, notice.OldStateValue], [ALARM, "ALARM", "OK"]);
  assert.ok(heard.alarms.some(({ state }) => state.alarm.name === ALARM && state.value === "ALARM"));

  mend();
  const healed = await conversationIn(journey, request, "initial_message_sent");
  await untilQuiet(journey);
  assert.equal([healed.send_state, healed.task_complete, messageIn(healed).message_id], ["sent", 1, send?.id]);
  assert.is(sendsOf(journey, request).length, 1);
});
