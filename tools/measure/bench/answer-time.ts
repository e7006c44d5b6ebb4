import { randomUUID } from "node:crypto";
import { startQuietEngine } from "../sample/quiet-engine";
import { validBody } from "../sample/request";
import { quantile, type Section, spreadOf } from "./report";

/** In turn with one another, so that what the machine does besides slows both. */
const kinds = ["initiate", "ask"] as const;

/** Rounds before it counts: functions are started, and Node has seen the code. */
const WARM = 20;

const timed = async (url: string, method: string, key: string, body?: object): Promise<number> => {
  const start = performance.now();
  const headers = { "x-api-key": key };
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${method} ${url} is answered ${answer.status}`);
  return performance.now() - start;
};

/** Asks until the conversation is on record, so that what is measured is a conversation's answer. */
const untilThere = async (ask: () => Promise<number>): Promise<void> => {
  for (const end = performance.now() + 60_000; ; )
    try {
      await ask();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
};

/** How long a client waits for an answer of the local engine: when it starts a conversation, and when it asks what became of one. */
export const answerTime = async (rounds: number, progress: (text: string) => void): Promise<Section> => {
  const { ready, stop } = await startQuietEngine({ logLevel: "WARN", sweepSeconds: 3_600 });
  const times = { initiate: [] as number[], ask: [] as number[] };
  try {
    const [key] = ready.apiKeys;
    if (key === undefined) throw new Error("the engine has no projects");
    const { company_id, project_id, value } = key;
    const initiate = (request_id: string): Promise<number> =>
      timed(
        `${ready.apiUrl}/initiate-conversation`,
        "POST",
        value,
        validBody({ company_data: { company_id, project_id }, request_data: { request_id } }),
      );
    const asked = randomUUID();
    const ask = (): Promise<number> =>
      timed(`${ready.apiUrl}/conversations/${company_id}/${project_id}/${asked}`, "GET", value);
    await initiate(asked);
    await untilThere(ask);
    for (let round = -WARM; round < rounds; round += 1) {
      progress("answers: of the API on the local engine");
      const [started, told] = [await initiate(randomUUID()), await ask()];
      if (round < 0) continue;
      times.initiate.push(started);
      times.ask.push(told);
    }
  } finally {
    await stop();
  }
  const late = (kind: (typeof kinds)[number]): number => quantile(times[kind], 0.99);
  const words = { initiate: "POST /initiate-conversation", ask: "GET /conversations/…" };
  return {
    title: "Answers",
    method: `Milliseconds from a client's call to the whole answer, over HTTP, of one local engine: a new request and a question about an earlier one in turn, ${rounds} of each, while messages are written and sent.`,
    columns: ["", "median", "99 of 100"],
    rows: kinds.map((kind) => [words[kind], spreadOf(times[kind]).median.toFixed(1), late(kind).toFixed(1)]),
    limits: [
      {
        what: "99 of 100 answers, question / new request",
        value: late("ask") / late("initiate"),
        bound: { most: 1.5 },
      },
    ],
  };
};
