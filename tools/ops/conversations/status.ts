import { Command } from "@commander-js/extra-typings";
import { type Channel, channels } from "../../../runtime/request/request";
import { answered, type OnStack } from "../cli/answer";
import type { OpsEnv } from "../connect/ops-env";
import { diagnosisOf } from "./diagnosis";
import { readRecords } from "./stuck";

/** Records that are read to tell what is needed; of more, only the number is told. */
const MOST_READ = 1_000;

/** What waits for a person: conversations by what they need, and dead letters. The alarm `waits-for-operator` counts the same conversations. */
export const waitsForPerson = async (env: Pick<OpsEnv, "lookups" | "deadLetters" | "clock">) => {
  const { items } = await env.lookups.givenUp();
  const records = await readRecords(env, items.slice(0, MOST_READ));
  const now = env.clock.now();
  const needs = records.map((record) => diagnosisOf(record, now).needs);
  const counted = await Promise.all(
    channels.map(async (name): Promise<[Channel, number]> => [name, await env.deadLetters[name].count()]),
  );
  return {
    conversations: items.length,
    settle: needs.filter((need) => need === "settle").length,
    redrive: needs.filter((need) => need === "redrive").length,
    unread: items.length - records.length,
    dead_letters: { whatsapp: 0, sms: 0, email: 0, ...Object.fromEntries(counted) },
  };
};
type Waiting = Awaited<ReturnType<typeof waitsForPerson>>;

const counted = (count: number, words: string): readonly string[] =>
  count === 0 ? [] : [`  ${String(count).padStart(5)}  ${words}`];

/** The same in words; nothing but a headline where nothing waits. */
export const waitingText = (
  { conversations, settle, redrive, unread, dead_letters }: Waiting,
  stack: string,
): string => {
  const letters = channels.flatMap((channel) =>
    counted(dead_letters[channel], `dead letters of ${channel}: npm run ops -- redrive ${channel} --dry-run`),
  );
  const lines = [
    ...counted(settle, "uncertain sends to settle: npm run ops -- stuck"),
    ...counted(redrive, "messages that were given up, to redrive or resume: npm run ops -- stuck"),
    ...counted(conversations - settle - redrive - unread, "records that cannot be read: npm run ops -- stuck"),
    ...counted(unread, "conversations more, not read"),
    ...letters,
  ];
  return lines.length === 0
    ? `Nothing waits for a person in ${stack}.`
    : [`In ${stack} wait for a person:`, ...lines].join("\n");
};

/** `status`: what waits for a person, as counts. */
export const statusCommand = (onStack: OnStack) =>
  new Command("status")
    .description("counts what waits for a person: uncertain sends, messages that were given up, dead letters")
    .action(() =>
      onStack(async (env) => {
        const waiting = await waitsForPerson(env);
        return answered(waitingText(waiting, env.stack), { stack: env.stack, ...waiting });
      }),
    );
