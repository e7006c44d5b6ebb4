import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as assert from "uvu/assert";
import type { NotDeployed } from "../../../tools/delivery/deploy-release";
import { release } from "../../../tools/delivery/release-flow";
import { environmentOf } from "../../../tools/delivery/stack-environment";
import type { Ready } from "../../../tools/engine/run/ready";
import { requestUpdate } from "../../../tools/engine/update/running-engine";
import { type Change, copyProject, withChanges } from "../../../tools/measure/sample/captured-program";
import { type SoakRequest, soakRequest } from "../../../tools/measure/sample/soak-request";
import { countSends } from "../../../tools/measure/soak/verdict";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { until } from "../../helpers/time-and-chance";
import { deliverySuite, tried } from "./tried";
import { projectFolder } from "./workflow-files";

const PAUSE_MS = 500;

/** Clients that send a request now and then, each again and again with its own id until it is accepted. */
const startLoad = ({ apiUrl, apiKeys }: Ready) => {
  const accepted: SoakRequest[] = [];
  const open = new Set<Promise<void>>();
  let goesOn = true;
  const keys = apiKeys.filter(({ company_id }) => company_id !== "ci-smoke");

  const isAccepted = async ({ body, key }: SoakRequest): Promise<boolean> => {
    const answer = await fetch(`${apiUrl}/initiate-conversation`, {
      method: "POST",
      headers: { "x-api-key": key.value, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.status === 200;
  };

  const insist = async (request: SoakRequest): Promise<void> => {
    do await setTimeout(PAUSE_MS * 6);
    while (!(await isAccepted(request)));
    accepted.push(request);
  };

  /** A slow machine gets as many requests as it answers. */
  const send = async (request: SoakRequest): Promise<void> => {
    if (await isAccepted(request)) return void accepted.push(request);
    const insisting = insist(request).finally(() => open.delete(insisting));
    open.add(insisting);
  };

  const sending = (async () => {
    for (let number = 0; goesOn; number += 1) {
      await Promise.all([send(soakRequest(keys, 7, number)), setTimeout(PAUSE_MS)]);
    }
  })();

  return {
    /** Requests that were answered 200, in the order of their answers. */
    accepted: (): readonly SoakRequest[] => accepted,
    /** Requests that are still refused. */
    unanswered: () => open.size,
    /** Sends no new requests, and waits until every one is accepted. */
    stop: async () => {
      goesOn = false;
      await sending;
      await Promise.all(open);
    },
  };
};

/** Writes messages that the last release does not know all of, and cannot queue emails. */
const faultyRelease: readonly Change[] = [
  {
    file: "runtime/conversation/message.ts",
    from: "schema: schemaOf(request),",
    to: 'schema: schemaOf(request), ...{ release: "next" },',
  },
  {
    file: "infra/functions/router.ts",
    from: "...queueUrls(queues)",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template is the release's own
    to: "...queueUrls(queues), EMAIL_QUEUE_URL: queues.email.queue.url.apply((url) => `${url}-of-nobody`)",
  },
];

const test = deliverySuite("a release");

test("a release that fails its smoke test under load gives way to the last one; nothing is lost or sent twice", async ({
  ready,
  providers,
  heard,
}) => {
  const readyFile = join(temporaryFolder(), "ready.json");
  writeFileSync(readyFile, JSON.stringify(ready));
  const environment = await environmentOf({ ready: readyFile }, {});
  const next = withChanges(copyProject(temporaryFolder()), ...faultyRelease);
  const load = startLoad(ready);
  await until("load arrives", () => load.accepted().length >= 10);

  const smokes: string[] = [];
  const deploy = (folder: string): TE.TaskEither<NotDeployed, void> =>
    pipe(
      requestUpdate(ready, { folder }),
      TE.bimap(
        (reason) => ({ reason, isTouched: true }),
        () => undefined,
      ),
    );
  const end = await release({
    deploy: deploy(next),
    deployPrevious: deploy(projectFolder),
    smoke: async () => {
      const before = load.accepted().length;
      const { code, text } = await tried("smoke", environment);
      smokes.push(text);
      await until("load is accepted meanwhile", () => load.accepted().length >= before + 10);
      return code === 0;
    },
    say: () => undefined,
  });
  await load.stop();

  assert.is(end, "returned", smokes.join("\n"));
  assert.match(smokes[0] ?? "", /FAIL {2}smoke {2}"a message on email/);
  const wanted = new Set(load.accepted().map(({ recipient }) => recipient));
  const sentTo = () => [...countSends(providers.ledger)].filter(([recipient]) => wanted.has(recipient));
  await until("every accepted message is sent", () => sentTo().length === wanted.size);
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
});
