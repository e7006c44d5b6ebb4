import * as E from "fp-ts/Either";
import * as T from "fp-ts/Task";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withMemory } from "../../../runtime/adapters/with-memory";
import type { SecretMissing, Secrets } from "../../../runtime/ports/secrets";
import { manualClock } from "../../helpers/manual-clock";

const FIVE_MINUTES = 300_000;
const missing: SecretMissing = { _tag: "SecretMissing", reason: "secret a: ThrottlingException" };

/** A store whose answers the test gives, one per read; reads are counted by name. */
const scripted = (...answers: readonly E.Either<SecretMissing, string>[]) => {
  const reads: string[] = [];
  const store: Pick<Secrets, "get"> = {
    get: (name) => () => {
      const answer = answers[reads.length] ?? E.right(`${name} at read ${reads.length + 1}`);
      reads.push(name);
      return T.of(answer)();
    },
  };
  return { store, reads };
};

const test = suite("with-memory");

test("a secret is read once and remembered for five minutes", async () => {
  const { store, reads } = scripted();
  const clock = manualClock();
  const { get } = withMemory(store, clock);

  const seen = [await get("a")()];
  clock.advance(FIVE_MINUTES - 1);
  seen.push(await get("a")());
  clock.advance(1);
  seen.push(await get("a")());

  assert.equal(seen, [E.right("a at read 1"), E.right("a at read 1"), E.right("a at read 2")]);
  assert.equal(reads, ["a", "a"]);
});

test("many that ask at once share one read", async () => {
  const { store, reads } = scripted();
  const { get } = withMemory(store, manualClock());

  const seen = await Promise.all(Array.from({ length: 50 }, () => get("a")()));

  assert.equal(seen, Array(50).fill(E.right("a at read 1")));
  assert.equal(reads, ["a"]);
});

test("every name has a memory of its own", async () => {
  const { store } = scripted();
  const { get } = withMemory(store, manualClock());

  assert.equal(
    [await get("a")(), await get("b")(), await get("a")()],
    [E.right("a at read 1"), E.right("b at read 2"), E.right("a at read 1")],
  );
});

test("a failure is not remembered", async () => {
  const { store, reads } = scripted(E.left(missing));
  const { get } = withMemory(store, manualClock());

  assert.equal([await get("a")(), await get("a")()], [E.left(missing), E.right("a at read 2")]);
  assert.is(reads.length, 2);
});

test("a read that breaks is not remembered either", async () => {
  let reads = 0;
  const breaking: Pick<Secrets, "get"> = {
    get: (name) => () => {
      reads += 1;
      return reads === 1 ? Promise.reject(new Error("unforeseen")) : T.of(E.right(`${name} at read ${reads}`))();
    },
  };
  const { get } = withMemory(breaking, manualClock());

  const first = await get("a")().catch(({ message }: Error) => message);

  assert.equal([first, await get("a")()], ["unforeseen", E.right("a at read 2")]);
});

test("a read that ends late does not make a newer one forgotten", async () => {
  const gates: ((answer: E.Either<SecretMissing, string>) => void)[] = [];
  const { get, forgetAll } = withMemory(
    { get: () => () => new Promise((resolve) => gates.push(resolve)) },
    manualClock(),
  );

  const first = get("a")();
  forgetAll();
  const second = get("a")();
  gates[1]?.(E.right("new"));
  await second;
  gates[0]?.(E.left(missing));
  await first;

  assert.equal(await get("a")(), E.right("new"));
  assert.is(gates.length, 2);
});

test("after credentials were not accepted everything is read anew", async () => {
  const { store } = scripted();
  const { get, forgetAll } = withMemory(store, manualClock());
  await get("a")();

  forgetAll();

  assert.equal(await get("a")(), E.right("a at read 2"));
});

test.run();
