import { test } from "uvu";
import * as assert from "uvu/assert";
import { handleRefusal } from "../../../runtime/processor/handle-refusal";
import { type ClaimRefusal, identityOf } from "../../../runtime/processor/stages";
import { gatheringLog } from "../../helpers/gathering-log";
import { bareProcessorEnv, happyProcessorEnv } from "../../helpers/processor-env";
import { delivery, deliveryOfBody } from "../../helpers/queue-message";
import { manualClock } from "../../helpers/time-and-chance";

const settled = (refusal: ClaimRefusal, receiveCount = 1) => {
  const { log } = gatheringLog();
  const env = bareProcessorEnv({ log, clock: manualClock(), random: () => 0 });
  return handleRefusal(delivery("whatsapp", {}, { receiveCount }))(refusal)(env)();
};

for (const [refusal, afterSeconds] of [
  [{ _tag: "AlreadySent" }, "done"],
  [{ _tag: "Conflicting", reason: "its id is taken" }, "done"],
  [{ _tag: "Cancelled" }, "done"],
  [{ _tag: "Malformed", reason: "not JSON" }, 1],
  [{ _tag: "UnknownSchema", reason: "schema 2" }, 1],
  [{ _tag: "TooLate" }, 1],
  [{ _tag: "TooOften" }, 1],
  [{ _tag: "Stalled" }, 5],
  [{ _tag: "AlreadyFailed" }, 1],
  [{ _tag: "Busy", until: "2026-11-20T11:45:43.500Z" }, 11],
  [{ _tag: "Busy", until: "2026-11-20T11:45:00.000Z" }, 1],
  [{ _tag: "StoreUnavailable" }, 5],
] as const satisfies readonly (readonly [ClaimRefusal, number | "done"])[]) {
  const answer = afterSeconds === "done" ? { _tag: "Done" } : { _tag: "Again", afterSeconds };
  test(`${JSON.stringify(refusal)} needs no port beside log and clock, and is answered ${JSON.stringify(answer)}`, async () => {
    assert.equal(await settled(refusal), answer);
  });
}

test("with the table away at the last receive, the message goes to the dead letters at once", async () => {
  assert.equal(await settled({ _tag: "StoreUnavailable" }, 5), { _tag: "Again", afterSeconds: 0 });
});

test("the log says which request was not processed, and why", async () => {
  const { env, lines } = happyProcessorEnv();

  await handleRefusal(delivery())({ _tag: "Conflicting", reason: "its id is taken" })(env)();

  assert.equal(lines, [
    {
      level: "warn",
      event: "not_processed",
      ...identityOf(delivery()),
      status: "Conflicting",
      reason: "its id is taken",
      receive: 1,
    },
  ]);
});

test("what its client has cancelled is no warning", async () => {
  const { env, lines } = happyProcessorEnv();

  await handleRefusal(delivery())({ _tag: "Cancelled" })(env)();

  assert.equal(lines, [
    { level: "info", event: "not_processed", ...identityOf(delivery()), status: "Cancelled", receive: 1 },
  ]);
});

test("of what is no context object the log tells the places alone", async () => {
  const { env, lines } = happyProcessorEnv();

  await handleRefusal(deliveryOfBody('{"to":"+447400123456"'))({ _tag: "Malformed", reason: "not JSON" })(env)();

  assert.equal(lines, [{ level: "warn", event: "not_processed", status: "Malformed", receive: 1, reason: "not JSON" }]);
});
