import { test } from "uvu";
import * as assert from "uvu/assert";
import { sealReference } from "../../runtime/conversation/reference";
import { type Channel, channels } from "../../runtime/request/request";
import { CONSENT_KEY } from "../helpers/fake-providers";
import { message, requestTo } from "../runtime/inbound/inbound-fixture";
import { accountOf, faultsOfAccount } from "./support/account";
import { itemOf } from "./support/consent-words";
import { type Fault, FULL_MATRIX_RUNS, proofRuns } from "./support/fault";
import { makeWorld } from "./support/world";
import { slow } from "./support/world-options";

const TOKEN = "token-0-of-AC00000000000000000000000000000001";
const TEL = "+447400100001";
const MAIL = "person1@example.com";
const SID = "SM00000000000000000000000000000001";

const oneClick = requestTo(
  "unsubscribe",
  sealReference(CONSENT_KEY, {
    kind: "unsubscribe",
    company_id: "ci-aaa-001",
    project_id: "pi-aaa-001",
    address: MAIL,
  }),
  {
    httpMethod: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  },
);

/** How the recipient of the one message wants no more, as the carrier or the mailbox's provider posts it. */
const wishes: Readonly<Record<Channel, unknown>> = {
  sms: message("sms", { From: TEL, MessageSid: SID, Body: " Stop! " }, { token: TOKEN }),
  whatsapp: message(
    "whatsapp",
    { From: `whatsapp:${TEL}`, MessageSid: SID, Body: "STOP PROMOTIONS" },
    { token: TOKEN },
  ),
  email: oneClick,
};

/** The wish comes while the processor is at one of its boundaries; whoever takes it may be struck at one of its own, and is asked again. */
type Race = {
  readonly channel: Channel;
  readonly at: number;
  readonly when: Fault["when"];
  readonly struck?: { readonly nth: number } & Fault;
};

const race = async ({ channel, at, when, struck }: Race) => {
  const world = makeWorld({ receipts: true, latencies: slow });
  let posted = false;
  const own: string[] = [];
  world.weather.meanwhile = ({ index }, side) => {
    if (posted || index !== at || side !== when) return;
    posted = true;
    world.postInbound(wishes[channel]);
  };
  world.weather.faults = ({ process, name }) => {
    if (process !== "inbound") return undefined;
    own.push(name);
    return struck?.nth === own.length - 1 ? struck : undefined;
  };
  const queued = world.accept({ id: 1_001, channel, recipient: 1 });
  await world.run();
  return { world, account: accountOf(world, queued), own };
};

const faultsIn = ({ world, account }: Awaited<ReturnType<typeof race>>, channel: Channel): readonly string[] => {
  const { history = [] } = itemOf(world.store, channel === "email" ? MAIL : TEL) ?? {};
  const isSaidOnce = channel === "email" ? history.length >= 1 : history.length === 1;
  const isQueued = channel === "email" || world.received.every(({ keyword }) => keyword === "opt_out");
  return [
    ...faultsOfAccount(account),
    ...world.monitor.violations,
    ...(isSaidOnce ? [] : [`${history.length} times in the history`]),
    ...(world.takenWith.length > 0 && world.takenWith.every((suppressed) => suppressed === 1)
      ? []
      : ["answered before it was on record, or never"]),
    ...(isQueued && (channel === "email" || world.received.length > 0) ? [] : ["not queued as what it is"]),
    ...(account.sends === 0 && account.because !== "suppressed" ? [`not sent, and ${account.end}`] : []),
  ];
};

const kinds: readonly Fault[] = [
  { when: "before", kind: "killed" },
  { when: "after", kind: "killed" },
  { when: "before", kind: "reset" },
];
const isFull = proofRuns(1) >= FULL_MATRIX_RUNS;
/** In a usual run its own boundaries take turns. */
const struckAt = <A>(at: number, strikes: readonly A[]): readonly A[] =>
  isFull ? strikes : strikes.filter((_, nth) => nth % strikes.length === (at * 2) % strikes.length);

const tally = { sent: 0, unsent: 0 };

for (const channel of channels)
  test(`${channel}: an opt-out that is posted at any moment is on record before it is answered, and nothing is sent after it`, async () => {
    const undisturbed = await race({ channel, at: -1, when: "before" });
    const { calls } = undisturbed.world;
    const { own } = await race({ channel, at: 0, when: "before" });
    const strikes = own.flatMap((_, nth) => kinds.map((fault) => ({ nth, ...fault })));
    const wrong: string[] = [];
    for (const at of calls.keys())
      for (const when of ["before", "after"] as const)
        for (const struck of [undefined, ...struckAt(at, strikes)]) {
          const end = await race({ channel, at, when, ...(struck === undefined ? {} : { struck }) });
          const faults = faultsIn(end, channel);
          tally[end.account.sends === 0 ? "unsent" : "sent"] += 1;
          if (faults.length > 0)
            wrong.push(`${when} call ${at} (${calls[at]}), ${JSON.stringify(struck)}: ${faults.join("; ")}`);
        }
    assert.equal(wrong.slice(0, 5), []);
  });

test.after(() => {
  const { sent, unsent } = tally;
  console.log(
    `opt-outs through the inbound function: ${sent + unsent} races (3 channels × every boundary × ${isFull ? "every fault" : "none and one fault"} of its own): ` +
      `${unsent} came in time, ${sent} when the message was on its way`,
  );
});
