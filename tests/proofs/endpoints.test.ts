import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Endpoint, endpointsWorld } from "./support/endpoints-world";

const test = suite("companies' endpoints");

const HOUR = 3_600_000;
const DAY = 24;

const well: Endpoint = () => ({ ms: 50, status: 204 });
const unwellFor =
  (hours: number, answer: ReturnType<Endpoint>): Endpoint =>
  (afterMs) =>
    afterMs < hours * HOUR ? answer : well(afterMs);

/** When somebody has mended what does not mend itself, and the dead letters are moved back. */
const MENDED = 70;

const forADay: Readonly<Record<string, Endpoint>> = {
  down: unwellFor(DAY, { ms: 1 }),
  slow: unwellFor(DAY, { ms: 60_000, status: 204 }),
  resetting: unwellFor(DAY, { ms: 20 }),
};
const forGood: Readonly<Record<string, Endpoint>> = {
  redirecting: unwellFor(MENDED, { ms: 20, status: 302 }),
  gone: unwellFor(MENDED, { ms: 20, status: 410 }),
  failing: unwellFor(MENDED, { ms: 20, status: 500 }),
};

const idsOf = (company: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${company} ${n}`);

/** So many events of each company at once, and one of the steady company every ten seconds for an hour. */
const worldWith = (endpoints: Readonly<Record<string, Endpoint>>, count: number, dies?: (nth: number) => boolean) => {
  const world = endpointsWorld({ endpoints: { ...endpoints, steady: well }, ...(dies === undefined ? {} : { dies }) });
  for (const company of Object.keys(endpoints)) for (const id of idsOf(company, count)) world.tell(company, id, 0);
  for (const [n, id] of idsOf("steady", 360).entries()) world.tell("steady", id, n * 10_000);
  return world;
};

const COUNT = 20;
const idsOfAll = (endpoints: object): readonly string[] =>
  Object.keys(endpoints).flatMap((company) => idsOf(company, COUNT));

test("that are unwell for a day or for good: whatever they are told reaches them or the dead letters, and after a redrive them, by workers that die as well", async () => {
  const world = worldWith({ ...forADay, ...forGood }, COUNT, (nth) => nth % 9 === 0);
  const taken = (): ReadonlySet<string> => new Set(world.tries.filter((one) => one.taken).map(({ id }) => id));

  await world.run(MENDED);
  const all = [...idsOfAll({ ...forADay, ...forGood }), ...idsOf("steady", 360)];
  const dead = new Set(world.queue.deadLetters().map(({ body }) => String(JSON.parse(body).id)));
  assert.equal(world.queue.bodies().length, world.queue.deadLetters().length);
  assert.equal([...new Set([...taken(), ...dead])].sort(), [...all].sort());
  assert.equal(
    idsOfAll(forGood).filter((id) => !dead.has(id)),
    [],
  );
  // A worker's death costs a try, and may cost the last ones their time.
  assert.ok(idsOfAll(forADay).filter((id) => taken().has(id)).length > 40);

  world.queue.redrive();
  await world.run(MENDED + 1);
  assert.equal([...taken()].sort(), [...all].sort());
  assert.equal(world.queue.bodies(), []);
  assert.equal(
    world.tries.filter(({ id, body }) => body !== `{"of":"${id}"}`),
    [],
  );
});

test("are tried nine times in 39 hours, and once where they say that they are gone", async () => {
  const world = worldWith(forGood, 1);
  await world.run(60);
  const triedAt = (company: string) =>
    world.tries.filter(({ id }) => id === `${company} 0`).map(({ atMs }) => Math.round(atMs / 60_000));

  for (const company of ["redirecting", "failing"])
    assert.equal(triedAt(company), [0, 0, 5, 35, 155, 455, 1_055, 1_655, 2_355]);
  assert.equal(triedAt("gone"), [0]);
});

const BURST = 200;
const waitsBeside = async (endpoints: Readonly<Record<string, Endpoint>>): Promise<readonly number[]> => {
  const world = worldWith(endpoints, BURST);
  await world.run(1);
  return world.waits("steady");
};
const most = (waits: readonly number[]): number => Math.max(...waits);

test("cost no other company's events a moment where they fail, refuse or send away a burst of theirs", async () => {
  const { slow: _, ...quick } = { ...forADay, ...forGood };
  assert.is(most(await waitsBeside({})), 0);
  assert.ok(most(await waitsBeside(quick)) < 100);
});

test("cost the others at most their own time limit while they begin to let a burst of theirs run out of time, and then hardly any", async () => {
  const waits = await waitsBeside({ slow: unwellFor(DAY, { ms: 60_000 }) });
  assert.is(waits.length, 360);
  assert.ok(most(waits) <= 15_000);
  assert.ok(waits.filter((ms) => ms > 0).length < 10, String(waits.filter((ms) => ms > 0)));
});
