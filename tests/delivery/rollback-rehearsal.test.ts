import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { requestUpdate } from "../../local/control/request-update";
import { readOptions } from "../../local/run/options";
import { startEngine } from "../../local/run/start-engine";
import { release } from "../../scripts/delivery/release-flow";
import { environmentOf } from "../../scripts/delivery/stack-environment";
import { countSends } from "../../scripts/soak/count-sends";
import { until } from "../helpers/until";
import { listening } from "../journey/heard";
import { temporaryFolder } from "../local/temporary-folder";
import { anotherRelease, type Change } from "./another-release";
import { startLoad } from "./load";
import { allProjects } from "./smoke-project";
import { tried } from "./tried";
import { projectFolder } from "./workflow-files";

const test = suite("rollback rehearsal");

/** Writes messages that the last release does not know all of, and cannot queue emails. */
const faultyRelease: readonly Change[] = [
  {
    file: "runtime/context/build-context.ts",
    from: "schema: SCHEMA,",
    to: 'schema: SCHEMA, ...{ release: "next" },',
  },
  {
    file: "infra/router-function.ts",
    from: "EMAIL_QUEUE_URL: queues.email.queue.url,",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the release's own
    to: "EMAIL_QUEUE_URL: queues.email.queue.url.apply((url) => `${url}-of-nobody`),",
  },
];

test("a release that fails its smoke test under load gives way to the last one; nothing is lost or sent twice", async () => {
  const { heard, listeners } = listening();
  const options = readOptions(["--port", "0", "--config", allProjects(), "--config", "logLevel=INFO"]);
  const engine = await startEngine(projectFolder, options, listeners);
  try {
    const readyFile = join(temporaryFolder(), "ready.json");
    writeFileSync(readyFile, JSON.stringify(engine.ready));
    const environment = await environmentOf({ ready: readyFile }, {});
    const next = anotherRelease(faultyRelease);
    const load = startLoad(engine.ready);
    await until("load arrives", () => load.accepted().length >= 10);

    const smokes: string[] = [];
    const end = await release(
      {
        deploy: async (folder) => {
          await requestUpdate(engine.ready, { folder });
        },
        smoke: async () => {
          const before = load.accepted().length;
          const { code, text } = await tried("smoke", environment);
          smokes.push(text);
          await until("load is accepted meanwhile", () => load.accepted().length >= before + 10);
          return code === 0;
        },
        previous: async () => projectFolder,
        say: () => undefined,
      },
      next,
    );
    await load.stop();

    assert.is(end, "returned", smokes.join("\n"));
    assert.match(smokes[0] ?? "", /FAIL {2}smoke {2}"a message on email/);
    const wanted = new Set(load.accepted().map(({ recipient }) => recipient));
    const sentTo = () => [...countSends(engine.providers.ledger)].filter(([recipient]) => wanted.has(recipient));
    await until("every accepted message is sent", () => sentTo().length === wanted.size, 180_000);
    // Whatever would be sent a second time has been by then.
    await setTimeout(2_000);
    assert.equal(
      sentTo().filter(([, times]) => times !== 1),
      [],
    );
    assert.equal([wanted.size, load.unanswered()], [load.accepted().length, 0]);
    assert.equal(
      heard.alarms
        .filter(({ state }) => state.value === "ALARM")
        .map(({ state }) => state.alarm.name)
        .filter((name) => /dead-letters|uncertain|critical/.test(name)),
      [],
    );
  } finally {
    await engine.stop();
  }
});

test.run();
