import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../../runtime/codec/json";
import { formsOf } from "../../../../runtime/request/forms-of-address";
import type { Answer } from "../../../../tools/ops/cli/answer";
import { processTerminal } from "../../../../tools/ops/cli/terminal";
import { isOneOf } from "../../../../tools/ops/conversations/forms-of-address";
import { erase } from "../../../../tools/ops/erase/erase";
import { eraseCommand, questionText } from "../../../../tools/ops/erase/erase-command";
import { type EraseRequest, planErasure } from "../../../../tools/ops/erase/plan-erasure";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { inMemoryOps } from "../in-memory-ops";
import { guardOf, messageOf, NUMBER, PERSONAL, person, recordOf, request } from "./person";

const terminal = processTerminal();

const forms: readonly (readonly string[])[] = [
  ["+5531987654321", "+553187654321"],
  ["+5491123456789", "+541123456789"],
  ["+22997123456", "+2290197123456"],
  ["+22509123456", "+2250709123456"],
  ["+22545123456", "+2250545123456"],
  ["+22571123456", "+2250171123456"],
];
for (const [one = "", other = ""] of [...forms, ...forms.map((pair) => [...pair].reverse())])
  test(`${one} finds what was asked for under ${other}`, async () => {
    const elsewhere = { frontend_payload: { recipient_data: { recipient_tel: other } } };
    const { env, table } = inMemoryOps([
      recordOf("sent", 1, "sms", { primary_channel: other }),
      guardOf(messageOf(1, "sms", elsewhere)),
      guardOf(messageOf(2, "sms", elsewhere)),
    ]);
    const plan = await planErasure(env, { ...request, recipients: [one] });
    if (E.isRight(plan)) await erase(env, plan.right);
    assert.not.match(JSON.stringify(table.records()), other.slice(1));
  });

test("numbers that are like those and another person's stay", () => {
  const others = ["+553133334444", "+5531933334444", "+22521234567", "+2250107123456", "+447400123456", "a@b.example"];
  assert.equal(
    others.map(formsOf),
    others.map((alone) => [alone]),
  );
});

test("an address is the same however another channel's client wrote it, and no other", () => {
  const written = ["+44 7400 123456", "0044-7400-123-456", "tel:+447400123456", " whatsapp:+44 7400 123456", NUMBER];
  const mails = ["Ada@Example.com", "mailto:ada@example.com", "ADA@EXAMPLE.COM"];
  const others = [
    "07400 123456",
    "+447400123457",
    "ada@example.org",
    "a.da@example.com",
    "Ada",
    "",
    447400123456,
    null,
  ];
  const is = isOneOf([NUMBER, "ada@example.com"]);
  assert.equal([...written, ...mails, ...others].filter(is), [...written, ...mails]);
});

test("a number finds the emails that name it, in its company; --quick does not look there", async () => {
  const email = (number: number, changes: JsonObject) => recordOf("sent", number, "email", changes);
  const found = async (given: Partial<EraseRequest>, records = person()) => {
    const { env } = inMemoryOps([
      ...records,
      email(8, { company_id: "ci-bbb-002" }),
      email(9, { recipient_tel: "+1" }),
    ]);
    const plan = await planErasure(env, { ...request, ...given });
    return E.isLeft(plan) ? plan.left : plan.right.records.map(({ request_id }) => Number(`${request_id}`.slice(-1)));
  };
  assert.equal(await found({}), [1, 2, 3, 4, 7, 8]);
  assert.equal(await found({ companyId: "ci-aaa-001" }), [1, 2, 3, 4, 7]);
  assert.equal(await found({ companyId: "ci-bbb-002" }), [8]);
  assert.equal(await found({ quick: true }), [1, 2, 3, 4]);
  assert.equal(await found({ recipients: [NUMBER, "ADA@example.com"], companyId: "ci-aaa-001" }), [1, 2, 3, 4, 7, 9]);
});

test("what was found is named before it is erased, and so are the person's other addresses, all masked", async () => {
  const { env } = inMemoryOps(person());
  const plan = await planErasure(env, { ...request, companyId: "ci-aaa-001" });
  const question = E.isLeft(plan) ? plan.left : questionText(plan.right, "dev");
  assert.match(question, /^\+44\*{8}56 in dev, company ci-aaa-001: 5 conversations and 1 request without one\./);
  assert.match(
    question,
    /\n {2}ci-aaa-001\/pi-aaa-001: email to a\*\*\*@\*\*\*\.com, initial_message_sent, 2026-11-20, request 550e/,
  );
  assert.match(question, /They also name a\*\*\*@\*\*\*\.com: --recipient once more/);
  assert.not.match(question, PERSONAL);
});

test("the receipt is a new file of the owner's, without anything personal; where it cannot be made, nothing is erased", async () => {
  const receipt = join(temporaryFolder(), "receipt.json");
  const { env, table } = inMemoryOps(person());
  const asked = ["--recipient", NUMBER, "--company", "ci-aaa-001", "--reason", "request 17", "--receipt", receipt];
  const answers: Answer[] = [];
  const command = eraseCommand(async (work) => void answers.push(await work(env, terminal)));

  await command.parseAsync([...asked, "--yes"], { from: "user" });

  const written = readFileSync(receipt, "utf8");
  assert.equal(JSON.parse(written), answers[0]?.data);
  assert.match(written, /"by": "grace",\n {2}"at": "2026-11-20T11:45:33.000Z",\n {2}"reason": "request 17"/);
  assert.match(written, /"also_named": \[\n {4}"a\*\*\*@/);
  assert.match(answers[0]?.text ?? "", /\nThey also name a\*\*\*@/, "who said --yes learns of it too");
  assert.not.match(written, PERSONAL);
  assert.is(statSync(receipt).mode & 0o777, 0o600);
  table.put(recordOf("sent", 1));
  const before = table.records();
  const refused = await command.parseAsync([...asked, "--yes"], { from: "user" }).catch(String);
  assert.match(String(refused), /receipt cannot be written/);
  assert.equal(table.records(), before);
});

test("a second erasure gives the proof of the first", async () => {
  const { env } = inMemoryOps(person());
  const answers: Answer[] = [];
  const command = () => eraseCommand(async (work) => void answers.push(await work(env, terminal)));
  const asked = ["--recipient", NUMBER, "--company", "ci-aaa-001", "--reason", "request 17", "--yes"];
  for (let time = 0; time < 2; time += 1) await command().parseAsync(asked, { from: "user" });
  const [first, second] = answers;
  assert.equal([first?.done, second?.done], [true, true]);
  assert.match(
    second?.text ?? "",
    /^dev holds nothing of this recipient any more\. Erased before, by its tombstones:\n {2}ci-aaa-001#pi-aaa-001#550e.* at 2026-11-20T11:45:33\.000Z by grace/,
  );
  assert.not.match(JSON.stringify(second), PERSONAL);
});

test("nobody's data are refused, not erased", async () => {
  const { env } = inMemoryOps([]);
  assert.equal(await planErasure(env, request), E.left("dev holds nothing of this recipient"));
});
