import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { checkBucket } from "../../../runtime/conversation/conversation";
import type { Carrier } from "../../../runtime/ports/carrier";
import type { Timer } from "../../../runtime/ports/time-and-chance";
import { sweep } from "../../../runtime/sweeper/sweep";
import { keyOfRecord } from "../../helpers/in-memory-conversations";
import { candidate, lister, stranded, sweeperFixture } from "../../helpers/sweeper-fixture";
import { virtualTime } from "../../proofs/support/virtual-time";

const MINUTE_MS = 60_000;
const MOST_MINUTES = 10;

/** Uncertain sends of one tenant, each to a recipient of its own, all due at once. */
const uncertain = (tenant: string, count: number): readonly JsonObject[] =>
  Array.from({ length: count }, (_, nth) => {
    const conversation_id = `ci-${tenant}#pi-1#${nth}#447400654321`;
    const primary_channel = `+44${tenant}${nth}`;
    return { ...stranded("uncertain"), conversation_id, primary_channel, check_bucket: checkBucket(conversation_id) };
  });

type Given = { readonly isEndless: (to: string) => boolean; readonly listingMs: number; readonly until: number };

/** Sweeps each minute, as the schedule does, whether or not the last run is over, until so many are found to be sent, or ten are over. */
const sweptFor = async (records: readonly JsonObject[], { isEndless, listingMs, until }: Given) => {
  const time = virtualTime();
  const timer: Timer = {
    every: (ms, task) => () => {
      let cancel = (): void => undefined;
      const next = (): void => {
        cancel = time.after(ms, () => {
          next();
          void task();
        });
      };
      next();
      return () => cancel();
    },
  };
  const listed: Carrier["list"] =
    (_, { to }) =>
    async () => {
      await time.sleep(isEndless(to) ? listingMs : 200);
      return isEndless(to)
        ? E.left({ _tag: "CarrierSilent" as const, reason: "timeout" })
        : E.right([candidate(`SM${to}`)]);
    };
  const carrier = { ...lister([]).carrier, list: listed };
  const fixture = sweeperFixture(records, {
    clock: time.clock,
    timer,
    carriers: { whatsapp: carrier, sms: carrier, email: carrier },
  });
  const { store, env } = fixture;
  const conversations = { ...env.conversations, ofRecipient: () => TE.right([]) };
  const sent = () => store.records().filter(({ send_state }) => send_state === "sent").length;
  for (let minute = 0; minute < MOST_MINUTES && sent() < until; minute += 1) {
    const end = time.nowMs() + MINUTE_MS;
    const over = time.nowMs() + 300_000;
    void sweep({ ...env, conversations, deadline: { remainingMs: () => over - time.nowMs() } })();
    for (await time.passOn(); (time.nextAt() ?? end) < end; await time.passOn()) time.moveTo(time.nextAt() ?? end);
    time.moveTo(end);
  }
  return { sent: sent(), store };
};

const ENDLESS_MS = 24 * 3_600_000;

test("looks into 1,999 others within ten minutes, though one recipient has no end, which is put off", async () => {
  const records = uncertain("1", 2_000);
  const [endless = {}] = records;
  const { sent, store } = await sweptFor(records, {
    isEndless: (to) => to === endless.primary_channel,
    listingMs: ENDLESS_MS,
    until: records.length,
  });
  assert.is(sent, 1_999);
  assert.ok(String(store.find(keyOfRecord(endless))?.next_check_at) > String(endless.next_check_at));
});

test("looks into everybody else's within ten minutes, though one tenant's 2,000 time out", async () => {
  const others = ["2", "3", "4"].flatMap((tenant) => uncertain(tenant, 20));
  const { sent } = await sweptFor([...uncertain("1", 2_000), ...others], {
    isEndless: (to) => to.startsWith("+441"),
    listingMs: 20_000,
    until: others.length,
  });
  assert.is(sent, others.length);
});
