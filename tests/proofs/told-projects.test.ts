import { test } from "uvu";
import * as assert from "uvu/assert";
import { channels } from "../../runtime/request/request";
import { toldProjects } from "./support/told-projects";
import { makeWorld } from "./support/world";

/** What is written where a message is sent on each channel, delivered and read. */
const written = async () => {
  const world = makeWorld();
  for (const [n, channel] of channels.entries()) world.accept({ id: 1_001 + n, channel, recipient: n });
  await world.run();
  assert.equal([world.monitor.violations, world.told()], [[], 11]);
  return world.store.writes;
};

const tampered: Readonly<Record<string, (bodies: readonly string[]) => readonly string[]>> = {
  "nobody was told: message.delivered": (bodies) => bodies.filter((body) => !body.includes("message.delivered")),
  "was told, and did not happen: message.failed": (bodies) =>
    bodies.map((body) => body.replaceAll("message.read", "message.failed")),
  "was told a recipient's address": (bodies) => bodies.map((body) => body.replaceAll("assistant", "447400100000")),
  "was told in two ways": (bodies) => [...bodies, ...bodies.map((body) => body.replaceAll("queued", "sent"))],
};

for (const [fault, tamper] of Object.entries(tampered))
  test(`what projects are told is held to what happened, so that this is found: ${fault}`, async () => {
    const writes = await written();
    const faults = await toldProjects(writes, tamper).faults();
    assert.ok(
      faults.some((one) => one.includes(fault)),
      faults.join("; "),
    );
    assert.equal(await toldProjects(writes).faults(), []);
  });
