import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rememberedTemplates } from "../../../runtime/adapters/remembered-templates";
import type { CarrierSilent, TemplateVariables } from "../../../runtime/ports/carrier";
import { manualClock } from "../../helpers/manual-clock";

const test = suite("remembered-templates");

const TEN_MINUTES_MS = 600_000;

const credentials = (account: string, template: string) => ({
  twilio_account_sid: account,
  twilio_auth_token: "token",
  twilio_template_sid: template,
});

const silent: E.Either<CarrierSilent, TemplateVariables> = E.left({ _tag: "CarrierSilent", reason: "status 503" });

const fetching = (...answers: readonly E.Either<CarrierSilent, TemplateVariables>[]) => {
  const clock = manualClock();
  const calls: string[] = [];
  const ask = rememberedTemplates(
    ({ twilio_account_sid, twilio_template_sid }) =>
      TE.flatten(
        TE.fromIO(() => {
          calls.push(`${twilio_account_sid} ${twilio_template_sid}`);
          return TE.fromEither(answers[calls.length - 1] ?? E.right([`answer ${calls.length}`]));
        }),
      ),
    clock,
  );
  return { ask: (account: string, template: string) => ask(credentials(account, template), 1_000)(), calls, clock };
};

test("a template is asked for once in ten minutes", async () => {
  const { ask, calls, clock } = fetching();
  for (const ms of [0, 1, TEN_MINUTES_MS - 2]) {
    clock.advance(ms);
    assert.equal(await ask("AC1", "HX1"), E.right(["answer 1"]));
  }
  clock.advance(1);
  assert.equal(await ask("AC1", "HX1"), E.right(["answer 2"]));
  assert.equal(calls, ["AC1 HX1", "AC1 HX1"]);
});

test("each account and each template is remembered by itself", async () => {
  const { ask } = fetching();
  const all = [
    await ask("AC1", "HX1"),
    await ask("AC1", "HX2"),
    await ask("AC2", "HX1"),
    await ask("AC1", "HX1"),
    await ask("AC1", "HX2"),
    await ask("AC2", "HX1"),
  ];
  assert.equal(
    all,
    [1, 2, 3, 1, 2, 3].map((n) => E.right([`answer ${n}`])),
  );
});

test("a failure is not remembered, nor does it push out what is", async () => {
  const { ask, clock } = fetching(silent, E.right(["1"]), silent);
  assert.equal(await ask("AC1", "HX1"), silent);
  assert.equal(await ask("AC1", "HX1"), E.right(["1"]));
  clock.advance(TEN_MINUTES_MS);
  assert.equal(await ask("AC1", "HX1"), silent);
  assert.equal(await ask("AC1", "HX1"), E.right(["answer 4"]));
});

test("what Twilio does not know is remembered as well", async () => {
  const { ask, calls } = fetching(E.right(undefined));
  assert.equal([await ask("AC1", "HX1"), await ask("AC1", "HX1")], [E.right(undefined), E.right(undefined)]);
  assert.is(calls.length, 1);
});

test.run();
