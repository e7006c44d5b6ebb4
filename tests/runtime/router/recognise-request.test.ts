import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cancelledGuard } from "../../../runtime/conversation/cancellation";
import { guardItem, guardKey, type RequestGuard, requestGuard } from "../../../runtime/conversation/request-guard";
import type { Guards } from "../../../runtime/ports/conversations";
import { processMessage } from "../../../runtime/processor/process-message";
import { done } from "../../../runtime/processor/stages";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID, validBody } from "../../../tools/measure/sample/request";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { happyProcessorEnv } from "../../helpers/processor-env";
import { deliveryOfBody } from "../../helpers/queue-message";
import { guardsOf, type Posted, postBody } from "../../helpers/router-env";
import { START } from "../../helpers/time-and-chance";

const EARLIER = "2026-11-20T09:00:00.000Z";
const CLAIMED = "2026-11-20T09:00:02.000Z";
const CONVERSATION_ID = `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654321`;

const standing: RequestGuard = requestGuard(sampleMessage("whatsapp", { metadata: { accepted_at: EARLIER } }));
const erased: RequestGuard = {
  ...standing,
  winner: { primary_channel: "erased#0", conversation_id: CONVERSATION_ID },
  fingerprint: "erased",
  erased_at: START,
};

const told = ({ status, headers, body, queued, lines }: Posted) => ({
  status,
  replayed: headers?.["Idempotent-Replayed"],
  conversation: body.conversation_id,
  at: body.queue_timestamp,
  queued: queued.length,
  log: lines.map(({ level, event, status: why }) => [level, event, ...(why === undefined ? [] : [why])].join(" ")),
});

const repetition = {
  status: 200,
  replayed: "true",
  conversation: CONVERSATION_ID,
  at: EARLIER,
  queued: 1,
  log: ["info request_repeated"],
};
const first = { ...repetition, replayed: undefined, at: START, log: ["info request_accepted"] };

const unqueued = { ...repetition, queued: 0 };
const otherBody = validBody({ project_data: { jobID: "1" } });
const otherSender = companyRecord({ channel_config: { whatsapp: { company_whatsapp_number: "+447400654329" } } });
const { accepted_at: _, ...untimed } = standing;
const ofOlderVersion = { ...untimed, created_at: CLAIMED };

for (const [what, guard, expected, body = validBody(), company = companyRecord()] of [
  ["nothing stands under its id", undefined, first],
  ["it came before", standing, repetition],
  ["an older version's guard has the time of the claim alone", ofOlderVersion, { ...repetition, at: CLAIMED }],
  ["its recipient's data were erased", erased, unqueued],
  ["whatever else came before under its id was erased", erased, unqueued, otherBody],
  ["its project has got another sender since it came before", standing, unqueued, undefined, otherSender],
] as const) {
  test(`a request is answered as it should be when ${what}`, async () => {
    const posted = await postBody(body, { guards: guardsOf(guard), companies: inMemoryCompanies(company) });
    assert.equal(told(posted), expected);
  });
}

for (const [what, change, reason] of [
  ["recipient", { recipient_data: { recipient_tel: "+447400123457" } }, "differs in recipient"],
  ["name of the recipient", { recipient_data: { recipient_first_name: "Augusta" } }, "differs in channel or body"],
  ["channel", { request_data: { channel_method: "sms" } }, "differs in channel or body"],
  ["body", { project_data: { jobID: "1" } }, "differs in channel or body"],
] as const) {
  test(`the id of another ${what} is refused, and the log says in what it differs`, async () => {
    const { status, body, queued, lines } = await postBody(validBody(change), { guards: guardsOf(standing) });
    assert.equal([status, body.error_code, body.request_id, queued], [409, "REQUEST_ID_REUSED", REQUEST_ID, []]);
    assert.equal(
      lines.map(({ level, event, error_code, reason: why }) => [level, event, error_code, why]),
      [["info", "request_rejected", "REQUEST_ID_REUSED", reason]],
    );
  });
}

test("what was cancelled before it was taken up is refused, and says so", async () => {
  const cancellation = { at: EARLIER, reason: null, by: null };
  const guard = {
    ...standing,
    ...cancelledGuard({ key: guardKey(standing), cancellation, ttlDays: undefined, told: {} }),
  };
  const { status, body, queued, lines } = await postBody(validBody(), { guards: guardsOf(guard) });
  assert.equal(
    [status, body.error_code, body.message, queued, lines.map(({ reason }) => reason)],
    [409, "REQUEST_ID_REUSED", "The request was cancelled before it was taken up", [], ["cancelled"]],
  );
});

for (const failure of [
  { _tag: "StoreUnavailable" },
  { _tag: "Unreadable", reason: "request guard: fingerprint" },
] as const) {
  test(`a look that ends ${failure._tag} keeps nobody out`, async () => {
    const guards: Guards = { ...guardsOf(), readGuard: () => TE.left(failure) };
    assert.equal(told(await postBody(validBody(), { guards })), {
      ...first,
      log: [`warn guard_not_read ${failure._tag}`, "info request_accepted"],
    });
  });
}

test("a repetition brings to its end what died between guard and record, and is sent once however often it comes", async () => {
  const happy = happyProcessorEnv();
  happy.store.put(guardItem(standing, new Date(EARLIER), undefined));

  for (const _ of ["the first one's message is gone", "its record says that it is sent"]) {
    const { queued } = await postBody(validBody(), { guards: happy.store.conversations });
    assert.equal(await processMessage(deliveryOfBody(queued[0]?.body ?? ""))(happy.env)(), done);
  }

  assert.is(happy.sends.length, 1);
});

test("what came before is looked for beside the project, and nothing comes of it when that is not found", async () => {
  const begun: string[] = [];
  const guards: Guards = {
    ...guardsOf(standing),
    readGuard: () => async () => {
      begun.push("guard");
      throw new Error("the store is gone");
    },
  };
  const find = () => async () => {
    begun.push("project");
    await Promise.resolve();
    return E.right(O.none);
  };
  const { body } = await postBody(validBody(), { guards, companies: { find } });
  assert.equal([begun, body.error_code], [["guard", "project"], "COMPANY_NOT_FOUND"]);
});
