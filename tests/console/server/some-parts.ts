import type { Picture } from "../../../console/api/picture";
import type { ConsoleAction } from "../../../console/server/console-action";
import type { ConsoleParts } from "../../../console/server/console-parts";
import type { ConsoleSource } from "../../../console/source/console-source";

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
  prepare: ({ word }) => ({
    subject: "a word",
    reason: "because",
    run: async (progress) => {
      progress("half of it");
      if (word === "fall") throw new Error("it fell");
      return { done: word !== "no", text: String(word) };
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
  warn: () => undefined,
  close: async () => undefined,
});
