import { queueEvent } from "../sample/queue-message";
import type { Section } from "./report";
import { noDelays, type StandIn } from "./stand-in";
import { startWorker } from "./worker";

type Counts = Readonly<Record<string, number>>;

/** What a shipped processor called for one message, in a new container and in one that has worked before. */
export const countCalls = async (
  shipped: string,
  standIn: StandIn,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly cold: Counts; readonly warm: Counts }> => {
  standIn.setDelays(noDelays);
  const worker = startWorker(shipped, environment);
  const callsOfOne = async (): Promise<Counts> => {
    standIn.forgetCounts();
    await worker.play([queueEvent("whatsapp", 1)]);
    return standIn.counts();
  };
  try {
    return { cold: await callsOfOne(), warm: await callsOfOne() };
  } finally {
    worker.stop();
  }
};

const operations: readonly (readonly [operation: string, what: string])[] = [
  ["PutItem", "store: guard, claim"],
  ["UpdateItem", "store: draft, commit, settle"],
  ["GetItem", "store: has the recipient opted out"],
  ["ChangeMessageVisibility", "queue: hide for the lease"],
  ["GetSecretValue", "secrets"],
  ["template", "carrier: the template's variables"],
  ["conversations.create", "assistant: thread"],
  ["responses.create", "assistant: answer"],
  ["send", "carrier: send"],
];

/** The calls of one conversation as a table. */
export const callsSection = ({ cold, warm }: { readonly cold: Counts; readonly warm: Counts }): Section => ({
  title: "Calls per conversation",
  method: "Counted by the stand-in: HTTP requests of the shipped processor for one message that goes well.",
  columns: ["call", "new container", "warm container"],
  rows: operations.map(([operation, what]) => [what, String(cold[operation] ?? 0), String(warm[operation] ?? 0)]),
  limits: [
    { what: "store writes per conversation", value: (warm.PutItem ?? 0) + (warm.UpdateItem ?? 0), bound: { most: 6 } },
    { what: "store reads per conversation", value: warm.GetItem ?? 0, bound: { most: 2 } },
    { what: "secret calls per conversation, warm", value: warm.GetSecretValue ?? 0, bound: { most: 0 } },
    { what: "answers of the assistant per conversation", value: warm["responses.create"] ?? 0, bound: { most: 1 } },
  ],
});
