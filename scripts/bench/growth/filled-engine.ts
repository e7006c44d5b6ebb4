import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { localPlace } from "../../../local/resources/place";
import { readOptions } from "../../../local/run/options";
import { dynamoClient } from "../../../local/run/sdk-clients";
import { startEngine } from "../../../local/run/start-engine";
import { postRequest } from "../../soak/post-request";
import { soakRequest } from "../../soak/soak-request";
import { fillTables } from "./fill-tables";

export type FilledEngine = {
  /** Milliseconds per conversation, from the first post to the last message at its carrier; so many posts at once. */
  readonly conversations: (count: number) => Promise<number>;
  readonly stop: () => Promise<void>;
};

const isMessage = (kind: string): boolean => ["whatsapp", "sms", "email"].includes(kind);

const LOOK_EVERY_MS = 500;
const LOOKS = 4;

/** The last receipts are still to be recorded when the last message has arrived. */
const untilSilent = async (pending: () => number): Promise<void> => {
  for (let silent = 0; silent < LOOKS; await setTimeout(LOOK_EVERY_MS)) silent = pending() === 0 ? silent + 1 : 0;
};

let numbers = 0;

/** An engine of its own whose tables hold that much already. */
export const startFilledEngine = async (
  counts: { readonly conversations: number; readonly projects: number },
  progress: (written: number) => void,
): Promise<FilledEngine> => {
  let onMessage = (): void => undefined;
  const engine = await startEngine(
    resolve(__dirname, "../../.."),
    readOptions(["--port", "0", "--config", "logLevel=WARN", "--config", "sweepSeconds=60"]),
    {
      onLogLine: () => undefined,
      onAccess: () => undefined,
      onAlarm: () => undefined,
      onLedgerEntry: ({ kind }) => {
        if (isMessage(kind)) onMessage();
      },
      warn: () => undefined,
    },
  );
  const { ready } = engine;
  const client = dynamoClient(localPlace, ready.endpoints.dynamodb);
  await fillTables(client, ready.tables, counts, progress);
  client.destroy();
  return {
    conversations: async (count) => {
      let arrived = 0;
      const all = new Promise<void>((resolve) => {
        onMessage = () => {
          arrived += 1;
          if (arrived === count) resolve();
        };
      });
      const requests = Array.from({ length: count }, () => {
        numbers += 1;
        return soakRequest(ready.apiKeys, Date.now(), numbers);
      });
      const start = performance.now();
      await Promise.all(requests.map((request) => postRequest(ready.apiUrl, request)));
      await all;
      return (performance.now() - start) / count;
    },
    stop: async () => {
      await untilSilent(() => engine.providers.twilio.receiptsPending() + engine.providers.sendgrid.eventsPending());
      await engine.stop();
    },
  };
};
