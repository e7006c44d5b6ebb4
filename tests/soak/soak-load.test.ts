import { isRight } from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeFaults } from "../../local/providers/faults";
import { validateRequest } from "../../runtime/request/validate-request";
import { injectFaults } from "../../scripts/soak/inject-faults";
import { sendRequests } from "../../scripts/soak/send-requests";
import { readSoakOptions } from "../../scripts/soak/soak-options";
import { type SoakRequest, soakRequest } from "../../scripts/soak/soak-request";

const test = suite("the soak's load");

const keys = [
  { value: "k1", company_id: "ci-aaa-001", project_id: "pi-aaa-001" },
  { value: "k2", company_id: "ci-bbb-002", project_id: "pi-bbb-001" },
];

const run = async (argv: readonly string[]) => {
  const posted: string[] = [];
  const again: string[] = [];
  let kills = 0;
  const counts = await sendRequests(readSoakOptions(argv), {
    request: (number) => soakRequest(keys, 1, number),
    post: async ({ id }: SoakRequest) => void posted.push(id),
    deliverAgain: async ({ id }: SoakRequest) => void again.push(id),
    kill: () => {
      kills += 1;
    },
    onAccepted: () => undefined,
  });
  return { posted, again, kills, counts };
};

test("requests are valid, each with an id and a recipient of its own, over all channels and projects", () => {
  const requests = Array.from({ length: 60 }, (_, number) => soakRequest(keys, 1, number));
  assert.ok(requests.every(({ body }) => isRight(validateRequest(body))));
  assert.is(new Set(requests.map(({ id }) => id)).size, 60);
  assert.is(new Set(requests.map(({ recipient }) => recipient)).size, 60);
  assert.is(new Set(requests.map(({ key, channel }) => `${key.value} ${channel}`)).size, 6);
});

test("about the asked share is repeated, delivered again and killed, the same for the same seed", async () => {
  const argv = ["1000", "--retries", "10", "--duplicates", "5", "--kills", "1", "--clients", "1"];
  const [first, second] = [await run(argv), await run(argv)];

  assert.equal(first.posted.length, 1000 + first.counts.repeated);
  assert.equal(first.again.length, first.counts.deliveredAgain);
  assert.ok(first.counts.repeated > 70 && first.counts.repeated < 130);
  assert.ok(first.counts.deliveredAgain > 30 && first.counts.deliveredAgain < 70);
  assert.ok(first.kills > 3 && first.kills < 20);
  assert.equal(second, first);
});

test("without rates nothing is done but posting", async () => {
  const { posted, again, kills } = await run(["50", "--retries", "0", "--duplicates", "0", "--kills", "0"]);
  assert.equal([posted.length, again.length, kills], [50, 0, 0]);
});

test("faults are programmed only where a rate is asked for, and never one by which SendGrid takes what it denies", () => {
  const none = makeFaults();
  injectFaults(none, readSoakOptions(["--throttled", "0", "--lost-answers", "0"]));
  const some = makeFaults();
  injectFaults(some, readSoakOptions([]));

  assert.equal(none.list(), []);
  assert.is(some.list().length, 11);
  assert.equal(
    some.list("sendgrid").filter(({ fault }) => fault.kind === "acceptThenStatus"),
    [],
  );
});

test("wrong usage is named", () => {
  assert.throws(() => readSoakOptions(["many"]), /COUNT many: expected a whole number/);
  assert.throws(() => readSoakOptions(["1", "2"]), /"2": only one number/);
  assert.throws(() => readSoakOptions(["--kills", "101"]), /--kills 101: expected a percentage/);
  assert.throws(() => readSoakOptions(["--speed", "1"]), /--speed/);
});

test.run();
