import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { recordConsent } from "../../../../runtime/consent/record-consent";
import type { ConsentEvent } from "../../../../runtime/conversation/consent";
import { runCommandLine } from "../../../../tools/command-line";
import { tell } from "../../../../tools/ops/cli/answer";
import { consentCommand, liftCommand, suppressCommand } from "../../../../tools/ops/consent/consent-commands";
import { type ConsentDecision, consentAt, decideConsent, suppressedAt } from "../../../../tools/ops/consent/consent-of";
import { manualClock, START } from "../../../helpers/time-and-chance";
import { deadLettered, inMemoryOps } from "../in-memory-ops";
import { type Ran, runAt } from "../operator";

const who = { company_id: "ci-aaa-001", address: "+447400123456" };

const set = () => {
  const clock = manualClock();
  const { env, table } = inMemoryOps([deadLettered()], { clock });
  const decide = (state: ConsentDecision["state"], over: Partial<ConsentDecision> = {}) => {
    clock.advance(1_000);
    return decideConsent(env, { who, state, reason: "ticket 7", by: undefined, ...over })();
  };
  const says = (state: ConsentEvent["state"]) => {
    clock.advance(1_000);
    const event = { state, setBy: "person", source: "keyword", channel: "sms", evidence: "SM1", by: null } as const;
    return recordConsent(who, { ...event, at: clock.now().toISOString() })(env.consent)();
  };
  const run = (...argv: readonly string[]): Promise<Ran> =>
    runAt((terminal) => {
      const [name] = argv;
      clock.advance(1_000);
      const commands = { suppress: suppressCommand, lift: liftCommand, consent: consentCommand };
      const command = commands[name as keyof typeof commands](async (work) =>
        tell(await work(env, terminal), false, terminal),
      );
      return runCommandLine(command, argv.slice(1), terminal);
    });
  return { clock, env, table, decide, says, run };
};

const at = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

test("what the company suppresses is suppressed with who and why, and what it lifts is lifted", async () => {
  const { env, decide } = set();
  const suppressed = await decide("suppressed", { by: "Grace Hall" });
  assert.ok(E.isRight(suppressed));
  const { history, by, ...now } = suppressed.right;
  assert.is(by, "Grace Hall (grace)");
  assert.equal(now, { ...who, state: "suppressed", set_by: "company", source: "company", since: at(1) });
  const entry = { set_by: "company", source: "company", channel: null, evidence: "ticket 7", by };
  assert.equal(history, [{ ...entry, at: at(1), state: "suppressed" }]);
  await decide("clear");
  const lifted = await consentAt(env, who)();
  assert.ok(E.isRight(lifted) && lifted.right.state === "clear" && lifted.right.history.length === 2);
});

test("fifty reasons leave room for a person's word: a longer one is refused before anything is read", async () => {
  const { decide, table } = set();
  const before = table.records();
  for (const long of [{ reason: "é".repeat(501) }, { by: "x".repeat(1_001) }]) {
    const refused = await decide("suppressed", long);
    assert.equal(refused, E.left("the reason, or who decided, is longer than 1000 bytes; nothing was changed"));
  }
  assert.equal(table.records(), before);
  assert.ok(E.isRight(await decide("suppressed", { reason: "é".repeat(500) })));
});

test("what the person has set is lifted by nobody else, and the refusal says so", async () => {
  const { env, decide, says } = set();
  await says("suppressed");
  await decide("suppressed");
  const refused = await decide("clear");
  assert.ok(E.isLeft(refused) && refused.left.startsWith("SET_BY_PERSON: the person has opted out"));
  const still = await consentAt(env, who)();
  assert.ok(E.isRight(still) && still.right.state === "suppressed" && still.right.set_by === "person");
  await says("clear");
  const free = await consentAt(env, who)();
  assert.ok(E.isRight(free) && free.right.state === "clear", "the company's own was lifted meanwhile");
});

test("there is nothing to lift where nobody has suppressed, and nothing at a company that is not there", async () => {
  const { table, decide } = set();
  const before = table.records().length;
  assert.equal(await decide("clear"), E.left("nobody has suppressed it at ci-aaa-001: there is nothing to lift"));
  const elsewhere = { who: { ...who, company_id: "ci-aaa-002" } };
  assert.equal(
    await decide("suppressed", elsewhere),
    E.left("there is no company ci-aaa-002 here (did you mean ci-aaa-001?)"),
  );
  assert.is(table.records().length, before);
});

test("what cannot be recorded is not done, in words", async () => {
  const { table, decide } = set();
  table.failNext("putNew", "before", 9);
  assert.equal(await decide("suppressed"), E.left("it could not be recorded; try again"));
});

test("a company's list has whom it may not write to, the latest first, and nobody else", async () => {
  const { env, decide } = set();
  const others = ["+447400123457", "+447400123458", "ada@example.com"].map((address) => ({ ...who, address }));
  for (const other of others) await decide("suppressed", { who: other });
  await decide("clear", { who: others[1] ?? who });
  const listed = await suppressedAt(env, who.company_id)();
  assert.ok(E.isRight(listed));
  assert.equal(
    listed.right.map(({ address }) => address),
    ["ada@example.com", "+447400123457"],
  );
});

const where = ["--company", who.company_id, "--address", who.address];

test("the commands say what they did and what stands, masked unless asked, and exit by it", async () => {
  const { says, run, table } = set();
  const suppressed = await run("suppress", ...where, "--reason", "ticket 7");
  assert.equal([suppressed.code, suppressed.warned], [0, []]);
  assert.match(
    suppressed.text,
    "Suppressed: no project of ci-aaa-001 begins a message to this address from now on. Recorded: by grace at ",
  );
  const shown = await run("consent", ...where);
  assert.match(shown.text, /^\+44\*+56 at ci-aaa-001: suppressed, set by the company, by an operator, on /);
  assert.match(shown.text, /ticket 7/);
  assert.match(
    (await run("consent", "--company", who.company_id)).text,
    /^1 address is suppressed .*\n\n.*\n\+44\*+56/,
  );
  assert.match((await run("consent", ...where, "--reveal")).text, who.address);
  const { address: _, ...anonymous } = table.records().find(({ project_id }) => project_id === "#consent") ?? {};
  table.put(anonymous);
  assert.match(
    (await run("consent", ...where)).text,
    /^An address that is not kept any more, at ci-aaa-001: suppressed/,
  );
  assert.match((await run("lift", ...where, "--reason", "mended")).text, /^Lifted: .* may write to this address again/);
  await says("suppressed");
  const refused = await run("lift", ...where, "--reason", "please");
  assert.equal([refused.code, refused.printed], [1, []]);
  assert.match(refused.text, "only the person lifts that, by START");
});

test("a number that is none is wrong usage, and is not repeated", async () => {
  const { run } = set();
  const { code, text } = await run("suppress", "--company", "ci-aaa-001", "--address", "98765", "--reason", "x");
  assert.is(code, 2);
  assert.match(text, "--address: expected a telephone number with its country's code");
  assert.not.match(text, "98765");
});
