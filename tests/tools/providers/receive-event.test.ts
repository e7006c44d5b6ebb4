import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type CompanyStandIn, startCompany } from "../../../tools/providers/company/start-company";
import { rejection } from "./clients";

const secret = `whsec_${randomBytes(32).toString("base64")}`;
const other = `whsec_${randomBytes(32).toString("base64")}`;

const test = suite<{ company: CompanyStandIn; warnings: string[] }>("the company's endpoint");
test.before.each(async (context) => {
  context.warnings = [];
  context.company = await startCompany({ warn: (text) => void context.warnings.push(text) });
  context.company.setSecrets((company, project) => (`${company}/${project}` === "ci-1/pi-1" ? secret : undefined));
});
test.after.each(({ company }) => company.stop());

const event = (request = "r-1") => ({
  type: "message.sent",
  timestamp: "2026-11-20T10:00:00.000Z",
  data: { company_id: "ci-1", project_id: "pi-1", request_id: request },
});

type Posted = {
  readonly id?: string;
  readonly at?: Date;
  readonly keys?: readonly string[];
  readonly body?: string;
  readonly path?: string;
};

/** Posts an event as the engine does; by whatever signs it. */
const post = async ({ url }: CompanyStandIn, given: Posted = {}) => {
  const { id = randomUUID(), at = new Date(), keys = [secret], path = "ci-1/pi-1" } = given;
  const body = given.body ?? JSON.stringify(event());
  const signature = keys.map((key) => new Webhook(key).sign(id, at, body)).join(" ");
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signature,
  };
  const answer = await fetch(`${url}/events/${path}`, { method: "POST", headers, body });
  return { status: answer.status, body: await answer.json() };
};

test("what is signed is kept with its id, and counted by it when it comes again", async ({ company }) => {
  for (const id of ["a", "a", "b"]) assert.is((await post(company, { id })).status, 200);
  assert.equal(
    company.ledger.byProvider("company").map(({ at: _, seq, ...entry }) => entry),
    [
      ["a", 1],
      ["a", 2],
      ["b", 1],
    ].map(([id, count]) => ({
      provider: "company",
      kind: "event",
      id,
      account: "ci-1/pi-1",
      answered: "given",
      ...event(),
      count,
    })),
  );
  assert.equal(company.ledger.sends(), []);
});

test("one of two signatures is enough, while the secret is being changed", async ({ company }) => {
  assert.is((await post(company, { keys: [other, secret] })).status, 200);
});

const refused: readonly (readonly [string, Posted, number])[] = [
  ["signed by another", { keys: [other] }, 401],
  ["signed by nobody", { keys: [] }, 401],
  ["six minutes old", { at: new Date(Date.now() - 360_000) }, 401],
  ["signed, and no event", { body: '{"type":"message.sent"}' }, 401],
  ["of a project that has no webhook", { path: "ci-1/pi-2" }, 404],
];

for (const [what, given, status] of refused)
  test(`what is ${what} is refused and not kept`, async ({ company }) => {
    assert.is((await post(company, given)).status, status);
    assert.is(company.ledger.count(), 0);
    assert.equal(
      company.ledger.attempts("company").map((one) => one.status),
      [status],
    );
  });

test("an id that comes with another body is refused, and said", async ({ company, warnings }) => {
  assert.is((await post(company, { id: "a" })).status, 200);
  assert.is((await post(company, { id: "a", body: JSON.stringify(event("r-2")) })).status, 409);
  assert.equal(warnings, ["the company was told two bodies of the event a"]);
});

test("fails on request: down, gone, or taken and not answered", async ({ company }) => {
  company.faults.add({ provider: "company", match: { contains: "r-1" }, fault: { status: 410 } });
  company.faults.add({ provider: "company", match: { to: "ci-1/pi-1" }, fault: { reset: "before" } });
  company.faults.add({ provider: "company", operation: "events.receive", fault: { reset: "after" } });
  assert.is((await post(company)).status, 410);
  for (const taken of [0, 1]) {
    assert.equal(await rejection(post(company), "name"), { name: "TypeError" });
    assert.is(company.ledger.count(), taken);
  }
  assert.is((await post(company)).status, 200);
});
