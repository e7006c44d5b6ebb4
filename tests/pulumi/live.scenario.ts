import { setTimeout } from "node:timers/promises";
import * as assert from "uvu/assert";
import { startLiveProvider } from "../../tools/engine/plugin/live";
import type { StackOutputs } from "../../tools/engine/program/run-stack";
import { postRequest, type SoakRequest, soakRequest } from "../../tools/measure/sample/soak-request";
import { countSends } from "../../tools/measure/soak/verdict";
import { until } from "../helpers/time-and-chance";
import { changesIn, checkout, makeLab, scenario } from "./lab";

const PAUSE_MS = 300;

/** A client that posts one request after the other until it is stopped; gives what was accepted. */
const startClient = ({ apiUrl, apiKeys }: Pick<StackOutputs, "apiUrl" | "apiKeys">) => {
  let goesOn = true;
  const accepted: SoakRequest[] = [];
  const posting = (async () => {
    for (let number = 0; goesOn; number += 1) {
      const request = soakRequest(apiKeys, 7, number);
      await postRequest(apiUrl, request);
      accepted.push(request);
      await setTimeout(PAUSE_MS);
    }
  })();
  posting.catch(() => undefined);
  return {
    stop: async (): Promise<readonly SoakRequest[]> => {
      goesOn = false;
      await posting;
      return accepted;
    },
  };
};

scenario(
  "while the real engine updates the API and every function, requests are accepted, and each message is sent once",
  async () => {
    const warnings: string[] = [];
    const folder = checkout();
    const live = await startLiveProvider(folder, (text) => void warnings.push(text));
    try {
      const lab = await makeLab(undefined, { folder, provider: live.port });
      const { openai, twilio, sendgrid, ledger } = live.providers;
      const up = ["up", "--stack", "local", "--yes", "--skip-preview"];
      const set = (key: string, value: string) => lab.done("config", "set", "--stack", "local", key, value);
      await lab.done("stack", "init", "local");
      for (const [name, { url }] of Object.entries({ openai, twilio, sendgrid })) await set(`${name}Url`, url);
      await lab.done(...up);
      const outputs: StackOutputs = JSON.parse(
        await lab.done("stack", "output", "--stack", "local", "--json", "--show-secrets"),
      );

      const client = startClient(outputs);
      await set("logLevel", "INFO");
      await set("batchSize", "2");
      await set("corsOrigins", '["http://localhost:3001"]');
      const changes = changesIn(await lab.done(...up));
      const accepted = await client.stop();

      assert.ok((changes.updated ?? 0) >= 10, JSON.stringify(changes));
      assert.ok(accepted.length >= 20);
      const sent = () => accepted.map(({ recipient }) => countSends(ledger).get(recipient) ?? 0);
      await until("every accepted message is sent", () => sent().every((times) => times > 0), 120_000);
      // Whatever would be sent a second time has been by then.
      await setTimeout(2_000);
      assert.equal(
        sent().filter((times) => times !== 1),
        [],
      );
      assert.equal(warnings, []);
    } finally {
      await live.stop();
    }
  },
);
