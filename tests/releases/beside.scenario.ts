import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as assert from "uvu/assert";
import { channels } from "../../runtime/request/request";
import { requestUpdate } from "../../tools/engine/update/running-engine";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { bodyRefusals } from "../helpers/refusals";
import { type Journey, journeySuite } from "../journey/engines";
import { eventually } from "../journey/eventually";
import { write } from "../journey/people";
import { conversationsWith, deliver, sendsOf } from "../journey/records";
import { type Answer, keyOf, newRequest, post, unnamedAnswer } from "../journey/requests";
import { programOf, withFunctionsOf } from "./release-before";
import { commit } from "./release-before.json";

const test = journeySuite("the release before, beside this one");

const before = programOf(commit);

const bringIn = ({ ready }: Journey, folder: string): Promise<unknown> =>
  pipe(
    requestUpdate(ready, { folder }),
    TE.getOrElse((reason) => {
      throw new Error(reason);
    }),
  )();

/** Which functions are of the release before: of every two, each is once beside the other as it is now. */
const mixtures = [
  ["router", "processor", "receipts"],
  ["router", "inbound", "replies"],
  ["processor", "inbound", "sweeper"],
  ["receipts", "replies", "sweeper"],
];

for (const old of mixtures)
  test(`${old.join(", ")} of the release before`, async (journey) => {
    await bringIn(journey, withFunctionsOf(before, old));
    const delivered = await Promise.all(channels.map((channel) => deliver(journey, channel)));
    assert.equal(
      delivered.map(({ request }) => sendsOf(journey, request).length),
      channels.map(() => 1),
    );

    const { from } = await write(journey, "STOP");
    const { body } = newRequest("sms", { recipient_data: { recipient_tel: from } });
    await post(journey.ready, body);
    await eventually("a message that is not sent after a stop", async () =>
      (await conversationsWith(journey, from)).find(({ conversation_status }) => conversation_status === "suppressed"),
    );
    assert.equal(sendsOf(journey, { recipient: from }), []);
  });

/** What the gateway allows to pages of other origins grew by the methods of new paths. */
const METHODS = "access-control-allow-methods";

const plain = (answer: Answer, requestId: string) => {
  const { headers, text, ...rest } = unnamedAnswer(answer, requestId);
  return {
    ...rest,
    headers: headers.filter(([name]) => name !== METHODS),
    text: text.replace(/[\da-f]{8}-[\da-f-]{27}/g, "ID").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME"),
  };
};

/** What old clients send: what is refused, with whichever key; then what is accepted, the same again, and another one with its id. */
const answersOf = async (journey: Journey): Promise<readonly unknown[]> => {
  const { ready } = journey;
  const answers: unknown[] = [];
  for (const key of [keyOf(ready), keyOf(ready, "ci-bbb-002"), "unknown"])
    for (const { body = {} } of bodyRefusals) {
      const request = newRequest();
      answers.push(plain(await post(ready, deepOverride(request.body, body), key), request.requestId));
    }
  const { request, answer } = await deliver(journey);
  const again = await post(ready, request.body);
  const other = await post(ready, deepOverride(request.body, { project_data: { jobID: "1" } }));
  return [...answers, ...[answer, again, other].map((one) => plain(one, request.requestId))];
};

test("a client of the release before sees nothing new: the same answers, byte by byte", async (journey) => {
  await bringIn(journey, withFunctionsOf(before, ["router"]));
  const old = await answersOf(journey);
  await bringIn(journey, withFunctionsOf(before, []));
  assert.equal(await answersOf(journey), old);
  assert.ok(old.length > 100, `${old.length} answers`);
});

test.run();
