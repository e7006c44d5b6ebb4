import { type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import * as E from "fp-ts/Either";
import type { Picture } from "../../../../tools/console/api/picture";
import { makeConsoleApp } from "../../../../tools/console/server/console-app";
import type { ConsoleAction, ConsoleParts } from "../../../../tools/console/server/console-parts";
import { makeSession } from "../../../../tools/console/server/guard";
import { type Console, openConsole } from "../../../../tools/console/server/open-console";
import type { ConsoleSource } from "../../../../tools/console/source/console-source";

const queue = { waiting: 0, inFlight: 0, oldestSeconds: null, deadLetters: 0 };

export const emptyPicture: Picture = {
  at: "2026-11-20T11:45:32.789Z",
  counts: {
    requests: null,
    accepted: null,
    refused: null,
    drafted: null,
    sent: null,
    setbacks: null,
    failed: null,
    carried: null,
    receipts: null,
    receiptsRefused: null,
  },
  queues: { whatsapp: queue, sms: queue, email: queue },
  alarms: [],
  span: "never",
};

export const emptySource: ConsoleSource = {
  about: async () => ({ stack: "dev", kind: "deployed", apiUrl: null, projects: [], notes: [] }),
  picture: async () => emptyPicture,
  history: async () => ({
    at: [],
    lines: { accepted: [], sent: [], receipts: [], setbacks: [], waiting: [] },
    stepSeconds: 60,
  }),
  conversations: async () => ({ rows: [], next: null, total: 0 }),
  conversation: async () => undefined,
  onChange: () => () => undefined,
  pictureEveryMs: 50,
  close: async () => undefined,
};

/** Says what it was given. */
export const echo: ConsoleAction = {
  name: "echo",
  prepare: ({ word }) =>
    E.right({
      subject: "a word",
      reason: "because",
      run: async (progress) => {
        progress("half of it");
        if (word === "fall") throw new Error("it fell");
        const outcome = { text: String(word) };
        return word === "no" ? E.left(outcome) : E.right(outcome);
      },
    }),
};

export const someParts = (): ConsoleParts => ({
  source: emptySource,
  operator: "ada",
  mayAct: true,
  actions: [echo],
  scenarios: [],
  sender: undefined,
  journalFile: undefined,
  onError: () => undefined,
  close: async () => undefined,
});

export const KEY = "the-key-of-this-start";

export type Got = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

export type AConsole = Console & {
  readonly port: number;
  readonly ask: (
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
    body?: string,
  ) => Promise<Got>;
  /** As the console's own page asks. */
  readonly own: (method: string, path: string, body?: object) => Promise<Got>;
};

/** A console on a free port, whose requests are made by hand: `fetch` would not forge a host. */
export const aConsole = async (parts: Partial<ConsoleParts> = {}): Promise<AConsole> => {
  const opened = await openConsole({
    port: 0,
    session: makeSession(KEY),
    makeApp: async () => makeConsoleApp({ ...someParts(), ...parts }),
    warn: () => undefined,
  });
  const port = Number(new URL(opened.url).port);
  const ask: AConsole["ask"] = (method, path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      request({ host: "127.0.0.1", port, method, path, headers, agent: false }, async (answer) =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) }),
      )
        .on("error", reject)
        .end(body);
    });
  return {
    ...opened,
    port,
    ask,
    own: (method, path, body) =>
      ask(
        method,
        path,
        {
          host: `127.0.0.1:${port}`,
          cookie: `console_${port}=${KEY}`,
          ...(method === "GET" ? {} : { origin: `http://127.0.0.1:${port}`, "content-type": "application/json" }),
        },
        body === undefined ? undefined : JSON.stringify(body),
      ),
  };
};
