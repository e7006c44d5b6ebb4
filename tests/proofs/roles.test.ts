import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Channel, channels } from "../../runtime/request/request";
import type { Policy } from "../infra/deployment/evaluate-policies";
import { accountOf } from "./support/account";
import { declaredPolicies, permitsOf } from "./support/permissions";
import { makeWorld } from "./support/world";

type Policies = Readonly<Record<string, Policy>>;

const sendsByMail = ["email"] as const;
const textChannels = ["whatsapp", "sms"] as const;

/** What may do nothing tries for ever. */
const LONG_ENOUGH_MS = 1_200_000;

/** A message of each channel whose worker is killed on its way, one whose answer is lost, and a repetition of each. */
const faultsOf = async (policies: Policies): Promise<readonly string[]> => {
  const world = makeWorld({ permits: permitsOf(policies), settings: { maxReceiveCount: 1 } });
  const killed = new Set<Channel>();
  const request = (channel: Channel, id: number) => world.accept({ id, channel, recipient: 1 });
  world.weather.faults = ({ name }) => {
    const channel = channels[killed.size];
    if (name !== "assistant.ask" || channel === undefined) return undefined;
    killed.add(channel);
    return { when: "before", kind: "killed" };
  };
  const first = channels.map((channel, n) => request(channel, 1_001 + n));
  await world.run(LONG_ENOUGH_MS);
  world.weather.losesReceipts = true;
  world.weather.mood = (channel) => (sendsByMail.some((one) => one === channel) ? "takes" : "loses its answer");
  const uncertain = textChannels.map((channel, n) => request(channel, 1_011 + n));
  await world.run(LONG_ENOUGH_MS);
  for (const channel of channels) world.queues[channel].duplicate(0);
  await world.run(LONG_ENOUGH_MS);
  for (const entry of world.ledger.filter(({ channel }) => channel === "email").slice(0, 1)) {
    world.weather.losesReceipts = false;
    for (const status of ["unsubscribe", "spamreport"]) world.post(entry, status);
  }
  await world.run(LONG_ENOUGH_MS);
  const ends = [...first, ...uncertain].map((queued) => accountOf(world, queued));
  const unsent = ends.filter(({ end, sends }) => end !== "sent" || sends !== 1).map(({ because }) => because);
  return [...new Set([...world.monitor.violations, ...unsent])];
};

/** A role's policy without one of its actions, or without a resource. */
const without = (policies: Policies, role: string, lacks: RegExp): Policies => {
  const { Statement = [] } = policies[role] ?? {};
  const kept = Statement.map((statement) => ({
    ...statement,
    Action: [statement.Action].flat().filter((action) => !lacks.test(action)),
    Resource: [statement.Resource].flat().filter((resource) => !lacks.test(resource)),
  }));
  return { ...policies, [role]: { Statement: kept } };
};

/** What each function asks for on its ways here: the events of its queue are the mapping's to take. */
const needs = {
  "sms-processor": [/sms-credentials/],
  "email-processor": [
    /email-credentials/,
    /openai/,
    /receipt-key/,
    /consent-key/,
    /PutItem/,
    /GetItem/,
    /UpdateItem/,
    /Visibility/,
  ],
  sweeper: [/whatsapp-credentials/, /sms-credentials/, /index/, /GetItem/, /UpdateItem/, /Query/, /email-queue/],
  receipts: [/email-credentials/, /receipt-key/, /consent-key/, /GetItem/, /PutItem/, /UpdateItem/],
};

test("allow all that it takes to send, to find again and to take receipts", async () => {
  assert.equal(await faultsOf(await declaredPolicies()), []);
});

for (const [role, all] of Object.entries(needs))
  for (const lacks of all)
    test(`the ${role} without ${lacks.source} is missed`, async () => {
      const faults = await faultsOf(without(await declaredPolicies(), role, lacks));
      assert.ok(
        faults.some((fault) => fault.startsWith(`the ${role} may not `)),
        faults.join("; "),
      );
    });
