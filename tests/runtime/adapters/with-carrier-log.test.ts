import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withCarrierLog } from "../../../runtime/adapters/with-carrier-log";
import type { Accepted, Carrier, CarrierError } from "../../../runtime/ports/carrier";
import { fixedStopwatch } from "../../helpers/fixed-stopwatch";
import { gatheringLog } from "../../helpers/gathering-log";
import { notGiven } from "../../helpers/not-given";
import { outbound } from "./outbound";

const test = suite("carrier with a log");

const sent = async (outcome: E.Either<CarrierError, Accepted>) => {
  const { log, lines } = gatheringLog();
  const carrier: Carrier = {
    send: () => TE.fromEither(outcome),
    list: notGiven("carrier.list"),
    templateVariables: notGiven("carrier.templateVariables"),
  };
  const logged = withCarrierLog(carrier, { log, stopwatch: fixedStopwatch(40), channel: "whatsapp" });
  assert.is(logged.list, carrier.list);
  return { answer: await logged.send({ _tag: "Simulated" }, outbound())(), lines };
};

const line = {
  level: "info",
  event: "carrier_called",
  conversation_id: outbound().conversationId,
  attempt_id: "attempt-1",
  channel: "whatsapp",
  duration_ms: 40,
} as const;

test("answers as it did, and says how long it took and which message it made", async () => {
  const accepted = E.right({ messageId: "SM1", deliveryStatus: "queued", text: undefined });
  const { answer, lines } = await sent(accepted);
  assert.equal(answer, accepted);
  assert.equal(lines, [{ ...line, status: "Accepted", message_id: "SM1" }]);
});

test("says what failed", async () => {
  const refused = E.left({ _tag: "CarrierRefused", code: "21610" } as const);
  const { answer, lines } = await sent(refused);
  assert.equal(answer, refused);
  assert.equal(lines, [{ ...line, status: "CarrierRefused" }]);
});

test.run();
