import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundleEntry } from "../../infra/ship/bundle-entry";
import { countCalls } from "../../scripts/bench/calls";
import { entries } from "../../scripts/bench/sample/entries";
import { environment } from "../../scripts/bench/sample/environment";
import { routerEvent } from "../../scripts/bench/sample/router-event";
import { startStandIn } from "../../scripts/bench/stand-in/stand-in";
import { startWorker } from "../../scripts/bench/worker";
import { proxyEvent } from "../helpers/proxy-event";
import { temporaryFolder } from "../local/temporary-folder";

const test = suite("calls per conversation");

const bundled = async (name: string, url: string): Promise<string> => {
  const file = join(temporaryFolder(), `${name}.cjs`);
  writeFileSync(file, await bundleEntry(entries(url)[name] ?? "", process.cwd()));
  return file;
};

const everyTime = {
  PutItem: 2,
  UpdateItem: 3,
  ChangeMessageVisibility: 1,
  "conversations.create": 1,
  "responses.create": 1,
  send: 1,
};

test("a message costs five writes, one answer of the assistant and one send; a warm container reads no secret", async () => {
  const standIn = await startStandIn();
  try {
    const calls = await countCalls(await bundled("processor", standIn.url), standIn, environment(standIn.url));

    assert.equal(calls, { cold: { ...everyTime, GetSecretValue: 3, template: 1 }, warm: everyTime });
  } finally {
    await standIn.stop();
  }
});

test("a request costs the router one read and one message queued", async () => {
  const standIn = await startStandIn();
  const router = startWorker(await bundled("router", standIn.url), environment(standIn.url));
  try {
    const { results } = await router.play([proxyEvent(routerEvent())]);

    assert.equal(
      results.map(({ answer }) => (answer as { readonly statusCode: number }).statusCode),
      [200],
    );
    assert.equal(standIn.counts(), { GetItem: 1, SendMessage: 1 });
  } finally {
    router.stop();
    await standIn.stop();
  }
});

test.run();
