import { test } from "uvu";
import * as assert from "uvu/assert";
import { type ConsentEvent, consentKeyOf } from "../../runtime/conversation/consent";
import { type Channel, channels } from "../../runtime/request/request";
import { CONSENT_KEY } from "../helpers/fake-providers";
import { accountOf, faultsOfAccount } from "./support/account";
import { type Fault, FULL_MATRIX_RUNS, faultKinds, isWrite, lateKinds, noFaults, proofRuns } from "./support/fault";
import { makeWorld, type World } from "./support/world";
import { slow } from "./support/world-options";

type Word = Pick<ConsentEvent, "state" | "setBy" | "source">;

const sources = ["keyword", "unsubscribe_link", "unsubscribe_mail", "assistant", "carrier", "company"] as const;

const stopBy = (source: Word["source"]): Word => ({
  state: "suppressed",
  setBy: source === "company" ? "company" : "person",
  source,
});

const request = (channel: Channel) => ({ id: 1_001, channel, recipient: 1 });

/** A course in which somebody opts out at one boundary, and the worker that is there may die of it. */
type Race = {
  readonly channel: Channel;
  readonly at: number;
  readonly when: Fault["when"];
  readonly kills: boolean;
  readonly source: Word["source"];
};

const run = async (channel: Channel, before: (world: World) => void) => {
  const world = makeWorld({ receipts: true, latencies: slow });
  before(world);
  const queued = world.accept(request(channel));
  await world.run();
  return { world, account: accountOf(world, queued) };
};

const race = ({ channel, at, when, kills, source }: Race) =>
  run(channel, (world) => {
    world.weather.meanwhile = (call, side) => {
      if (call.index === at && side === when) world.say(request(channel), stopBy(source));
    };
    world.weather.faults = kills ? (call) => (call.index === at ? { when, kind: "killed" } : undefined) : noFaults;
  });

/** The read after which nothing stands before the carrier's call. */
const lookIn = (calls: readonly string[]): number => calls.lastIndexOf("consents.read", calls.indexOf("carrier.send"));

const faultsIn = (
  { world, account }: Awaited<ReturnType<typeof race>>,
  { channel, at, when, kills }: Race,
  look: number,
) => {
  const isInTime = at < look || (at === look && when === "before");
  // A worker that dies between commit and call leaves a mail of which no list says that it was not sent.
  const mayBeUnknown = kills && channel === "email";
  const ends = mayBeUnknown ? ["failed", "delivery_unknown"] : ["failed"];
  return [
    ...faultsOfAccount(account),
    ...world.monitor.violations,
    ...(isInTime && account.sends > 0 ? [`sent ${account.sends} times after an opt-out`] : []),
    ...(isInTime && !ends.includes(account.end) ? [`ends ${account.end} (${account.because})`] : []),
    ...(isInTime && world.queues[channel].deadLetters().length > 0 ? ["among the dead letters"] : []),
  ];
};

const isFull = proofRuns(1) >= FULL_MATRIX_RUNS;
/** The item is the same whoever speaks: in a usual run they take turns. */
const sourcesAt = (at: number): readonly Word["source"][] =>
  isFull ? sources : sources.filter((_, nth) => nth === at % sources.length);

let races = 0;

for (const channel of channels)
  test(`${channel}: whoever opts out at any boundary is not written to from then on`, async () => {
    const { calls } = (await run(channel, () => undefined)).world;
    const look = lookIn(calls);
    assert.ok(look > calls.lastIndexOf("conversations.change", look));
    const wrong: string[] = [];
    for (const [at, name] of calls.entries())
      for (const when of ["before", "after"] as const)
        for (const kills of [false, true])
          for (const source of sourcesAt(at)) {
            const one = { channel, at, when, kills, source };
            const faults = faultsIn(await race(one), one, look);
            races += 1;
            if (faults.length > 0)
              wrong.push(`${source} ${when} call ${at} (${name})${kills ? ", killed" : ""}: ${faults.join("; ")}`);
          }
    assert.equal(wrong.slice(0, 5), []);
  });

test("an opt-out that is on record costs no call of the assistant, and one that is lifted none of anybody", async () => {
  const word = (setBy: Word["setBy"], state: Word["state"]): Word => ({ setBy, state, source: "keyword" });
  const words = [
    [[word("person", "suppressed")], 0],
    [[word("company", "suppressed"), word("person", "clear")], 0],
    [[word("person", "suppressed"), word("company", "clear")], 0],
    [[word("company", "suppressed"), word("company", "clear")], 1],
  ] as const;
  for (const [said, sends] of words) {
    const { world, account } = await run("sms", (made) => {
      for (const one of said) {
        made.say(request("sms"), one);
        made.time.moveTo(made.time.nowMs() + 1_000);
      }
    });
    assert.equal([account.sends, world.monitor.asks(), account.end], [sends, sends, sends === 0 ? "failed" : "sent"]);
  }
});

/** The message is sent, and its recipient has opted out at the carrier, which posts that until it is answered 2xx. */
const told = async (channel: Channel, says: string, at?: number, fault?: Fault) => {
  const { world } = await run(channel, () => undefined);
  const from = world.calls.length;
  world.weather.faults = (call) => (call.index === at ? fault : undefined);
  for (const entry of world.ledger) world.post(entry, says);
  await world.run();
  const address = world.ledger[0]?.message.to ?? "";
  const item = world.store.find(consentKeyOf(CONSENT_KEY, "ci-aaa-001", address));
  return { calls: [...world.calls.entries()].slice(from), state: item?.state, times: [item?.history].flat().length };
};

for (const [channel, says] of [
  ["sms", "undelivered 21610"],
  ["email", "spamreport"],
] as const)
  test(`${channel}: a carrier's ${says} is on record, once, whatever befalls the function that takes it`, async () => {
    const wrong: string[] = [];
    for (const [at, name] of (await told(channel, says)).calls)
      for (const kind of [...faultKinds, ...(isWrite(name) ? lateKinds : [])])
        for (const when of ["before", "after"] as const) {
          const { state, times } = await told(channel, says, at, { when, kind });
          if (state !== "suppressed" || times !== 1)
            wrong.push(`${kind} ${when} call ${at} (${name}): ${state}, ${times}`);
        }
    assert.equal(wrong, []);
  });

test("what was not sent after an opt-out is done with at once, and so is its repetition", async () => {
  const { world } = await run("sms", (made) => made.say(request("sms"), stopBy("keyword")));
  const isLeftAlone = () => world.lines.filter(({ event }) => event === "not_processed").length;
  assert.is(isLeftAlone(), 0);
  world.queues.sms.duplicate(0);
  await world.run();
  assert.equal([isLeftAlone(), world.queues.sms.deadLetters()], [1, []]);
});

test("while an item cannot be read nobody is written to, and a redrive completes it once it is mended", async () => {
  const world = makeWorld();
  const queued = world.accept(request("sms"));
  const key = consentKeyOf(CONSENT_KEY, "ci-aaa-001", queued.key.primary_channel);
  world.store.put(key);
  await world.run();
  assert.match(accountOf(world, queued).because, /^consent item: /);
  assert.equal([world.ledger.length, world.queues.sms.deadLetters().length], [0, 1]);
  world.store.remove(key);
  world.queues.sms.redrive();
  await world.run();
  assert.equal([accountOf(world, queued).end, ...world.monitor.violations], ["sent"]);
});

test.after(() => {
  console.log(
    `opt-outs: ${races} races (3 channels × every boundary × 2 sides × killed or not, ${isFull ? "× 6 sources" : "6 sources in turn"})`,
  );
});
