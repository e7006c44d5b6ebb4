import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import * as E from "fp-ts/Either";
import type { ConversationSummary } from "../../../../tools/console/api/conversation";
import { countNames, type Picture } from "../../../../tools/console/api/picture";
import { makeConsoleApp } from "../../../../tools/console/server/console-app";
import type { ConsoleAction, ConsoleParts } from "../../../../tools/console/server/console-parts";
import { makeSession } from "../../../../tools/console/server/guard";
import type { KnownTabs } from "../../../../tools/console/server/known-tabs";
import { type Console, openConsole } from "../../../../tools/console/server/open-console";
import type { ConsoleSource } from "../../../../tools/console/source/console-source";

export const aRow = (id: string, part: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id,
  recipient: "+447400123456",
  name: "Ada",
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  company_name: "Ashgrove Care",
  channel: "whatsapp",
  status: "processing",
  send_state: "sent",
  delivery: null,
  reason: "",
  accepted_at: "2026-11-20T11:45:32.789Z",
  preview: "",
  ...part,
});

const queue = { waiting: 0, inFlight: 0, oldestSeconds: null, deadLetters: 0 };

export const emptyPicture: Picture = {
  at: "2026-11-20T11:45:32.789Z",
  counts: Object.fromEntries(countNames.map((name) => [name, null])) as Picture["counts"],
  queues: { whatsapp: queue, sms: queue, email: queue, replies: queue, events: queue },
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
  whyNone: async () => null,
  project: async () => undefined,
  totals: async () => ({ days: [], isWhole: true }),
  onChange: () => () => undefined,
  pictureEveryMs: 50,
  close: async () => undefined,
};

/** Says what it was given. */
const echo: ConsoleAction = {
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

const someParts: ConsoleParts = {
  source: emptySource,
  operator: "ada",
  mayAct: true,
  actions: [echo],
  questions: {
    waits: async () => E.right({ conversations: 0, settle: 0, dead_letters: {} }),
    echo: async (input) => (input.word === "no" ? E.left("no word") : E.right(input)),
  },
  scenarios: [],
  sender: undefined,
  journalFile: undefined,
  onError: () => undefined,
  close: async () => undefined,
};

export const KEY = "the-key-of-this-start";

/** What a browser shows that has opened the console at this port by its key. */
export const cookieAt = (port: number, key = KEY): string =>
  makeSession(key).cookieFor(key, port)?.split(";")[0] ?? "no cookie";

type Headers = Readonly<Record<string, string>>;

const opened = new Set<Console>();

/** Ends every console that a test has opened. */
export const closeConsoles = async (): Promise<void> => {
  await Promise.all([...opened].map(({ stop }) => stop()));
  opened.clear();
};

/** A console on a free port, whose requests are made by hand: `fetch` would not forge a host. */
export const aConsole = async (
  parts: Partial<ConsoleParts> = {},
  {
    key = KEY,
    port: wanted = 0,
    tabs,
  }: { readonly key?: string; readonly port?: number; readonly tabs?: KnownTabs } = {},
) => {
  const one = await openConsole({
    port: wanted,
    session: makeSession(key),
    ...(tabs && { tabs }),
    makeApp: async () => makeConsoleApp({ ...someParts, ...parts }),
    warn: () => undefined,
  });
  opened.add(one);
  const port = Number(new URL(one.url).port);
  const ask = async (method: string, path: string, headers: Headers = {}, body?: string) => {
    const asked = request({ host: "127.0.0.1", port, method, path, headers, agent: false }).end(body);
    const [answer]: readonly IncomingMessage[] = await once(asked, "response");
    if (answer === undefined) throw new Error("there is no answer");
    return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
  };
  return {
    ...one,
    port,
    ask,
    /** As the console's own page asks. */
    own: (method: string, path: string, body?: object | string, type = "application/json") => {
      const host = `127.0.0.1:${port}`;
      const known = { host, cookie: cookieAt(port, key) };
      const headers = method === "GET" ? known : { ...known, origin: `http://${host}`, "content-type": type };
      return ask(method, path, headers, typeof body === "object" ? JSON.stringify(body) : body);
    },
  };
};
