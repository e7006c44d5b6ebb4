import { test } from "uvu";
import * as assert from "uvu/assert";
import { consentKeyOf } from "../../runtime/conversation/consent";
import { CONSENT_KEY } from "../helpers/fake-providers";
import { keyOfRecord } from "../helpers/in-memory-conversations";
import { type Fault, faultKinds, isCovered, isQuick, isWrite, lateKinds } from "./support/fault";
import { conversationWith, receivedWorld, type Wrote } from "./support/received-world";

const [ADA, GRACE, STRANGER] = ["+447400100001", "+447400100002", "+447400100003"];

/** An answer to what was sent, a stop to what is being written, and something from nobody that we know. */
const written: readonly Wrote[] = [
  { sid: "SM1", from: ADA, text: "Yes please", atMs: 1_000 },
  { sid: "SM2", from: GRACE, text: "Stop", atMs: 1_000 },
  { sid: "SM3", from: STRANGER, text: "Who is this?", atMs: 2_000 },
];
const sent = conversationWith(ADA, "sent");
const open = conversationWith(GRACE, "accepted");

/** Long enough for what a killed worker hid to be received again. */
const MINUTES = 45;

const play = async (
  given: Partial<Parameters<typeof receivedWorld>[0]> = {},
  messages = written,
  minutes = MINUTES,
) => {
  const world = receivedWorld({ written: messages, ...given });
  for (const one of [sent, open]) world.store.put(one);
  const wrong = [...(await world.run(minutes))];
  const { history = [] } = world.store.find(consentKeyOf(CONSENT_KEY, "ci-aaa-001", GRACE)) ?? {};
  const { send_state, conversation_status } = world.store.find(keyOfRecord(open)) ?? {};
  for (const { sid } of messages)
    if (world.recorded(sid).length !== 1) wrong.push(`${sid} is on record ${world.recorded(sid).length} times`);
  const isOf = world.recorded("SM1")[0]?.conversation === sent.conversation_id;
  if (!isOf) wrong.push("an answer is not beside its conversation");
  if ([history].flat().length !== 1) wrong.push(`the stop is ${[history].flat().length} times in the history`);
  if (send_state !== "failed" || conversation_status !== "suppressed") wrong.push(`what was open is ${send_state}`);
  if (world.queue.bodies().length > 0) wrong.push(`${world.queue.bodies().length} are queued or dead in the end`);
  const told = world.lines.filter(({ event }) => event === "received").length;
  if (told > messages.length) wrong.push(`${told} are told of`);
  return { ...world, wrong, missed: world.lines.filter(({ event }) => event === "inbound_missed").length };
};

test("undisturbed, each is on record once, and nothing is missed", async () => {
  const { wrong, missed, calls, answered, told } = await play();
  // Two conversations, three messages, a stop and what it ended.
  assert.equal([wrong, missed, answered.size, told()], [[], 0, 3, 8]);
  assert.equal(
    calls.map((call) => call.split(": ")[1] ?? "").filter((name) => !isCovered(name)),
    [],
  );
});

const sides = ["before", "after"] as const;
const kindsFor = (name: string): readonly Fault["kind"][] =>
  isQuick ? ["killed", "reset"] : [...faultKinds, ...(isWrite(name) ? lateKinds : [])];

test("whatever befalls the function that takes them or the one that records them, each is on record once", async () => {
  const { calls } = await play();
  const wrong: string[] = [];
  let runs = 0;
  for (const [at, call] of calls.entries())
    for (const kind of kindsFor(call.split(": ")[1] ?? ""))
      for (const when of sides) {
        const end = await play({ faults: ({ index }) => (index === at ? { when, kind } : undefined) });
        runs += 1;
        if (end.wrong.length > 0) wrong.push(`${kind} ${when} call ${at} (${call}): ${end.wrong.join("; ")}`);
      }
  console.log(
    `received messages: ${calls.length} boundaries × ${sides.length} sides × faults = ${runs} runs: each on record once`,
  );
  assert.equal(wrong.slice(0, 5), []);
});

test("posted again, delivered again, and in another order, each is on record once", async () => {
  const { calls } = await play({ repeats: true });
  const reordered = [...written].reverse().map((one, nth) => ({ ...one, atMs: 1_000 + nth }));
  for (const messages of [written, reordered])
    for (const at of [undefined, ...calls.keys()]) {
      const end = await play(
        { repeats: true, faults: ({ index }) => (index === at ? { when: "after", kind: "killed" } : undefined) },
        messages,
      );
      assert.equal([at, end.wrong], [at, []]);
    }
});

test("what is written while the endpoint is down for an hour is caught up with, told to an alarm, and nothing is there twice", async () => {
  const MINUTE = 60_000;
  const hour: readonly Wrote[] = Array.from({ length: 30 }, (_, nth) => ({
    sid: `SM${nth + 10}`,
    from: `+4474002000${nth + 10}`,
    text: "Hello?",
    atMs: (5 + nth * 2) * MINUTE,
  }));
  const messages = [...written, ...hour, { sid: "SM99", from: ADA, text: "Back again", atMs: 70 * MINUTE }];
  const end = await play({ isDown: (ms) => ms >= 4 * MINUTE && ms < 66 * MINUTE }, messages, 110);
  assert.equal([end.wrong, end.missed, end.answered.size], [[], 30, 4]);
  const stopped = await play({ isDown: () => true }, written, 20);
  assert.equal(
    [stopped.wrong, stopped.missed, stopped.answered.size],
    [[], 3, 0],
    "a stop counts that only the list has",
  );
});
