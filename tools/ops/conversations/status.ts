import { Command } from "@commander-js/extra-typings";
import { answered, type OnStack } from "../cli/answer";
import type { OpsEnv } from "../connect/ops-env";
import { queueNames } from "../connect/queue-names";
import { diagnosisOf } from "./diagnosis";
import { countLetters, readRecords } from "./stuck";

/** Records that are read to tell what is needed; of more, only the number is told. */
const MOST_READ = 1_000;

/** What waits for a person: conversations by what they need, and dead letters. The alarm `waits-for-operator` counts the same conversations. */
export const waitsForPerson = async (env: Pick<OpsEnv, "lookups" | "deadLetters" | "clock">) => {
  const { items } = await env.lookups.givenUp();
  const records = await readRecords(env, items.slice(0, MOST_READ));
  const now = env.clock.now();
  const needs = records.map((record) => diagnosisOf(record, now).needs);
  return {
    conversations: items.length,
    settle: needs.filter((need) => need === "settle").length,
    redrive: needs.filter((need) => need === "redrive").length,
    unread: items.length - records.length,
    dead_letters: await countLetters(env),
    /** What people wrote that its function has not recorded yet, and tries again by itself. */
    unrecorded_replies: await env.deadLetters.replies.waiting(),
  };
};
type Waiting = Awaited<ReturnType<typeof waitsForPerson>>;

const counted = (count: number, what: string, words: string): readonly string[] =>
  count === 0 ? [] : [`  ${String(count).padStart(5)}  ${what}${count === 1 ? "" : "s"} ${words}`];

/** The same in words; nothing but a headline where nothing waits. */
export const waitingText = (
  { conversations, settle, redrive, unread, dead_letters, unrecorded_replies }: Waiting,
  stack: string,
): string => {
  const letters = queueNames.flatMap((name) =>
    counted(dead_letters[name], "dead letter", `of ${name}: npm run ops -- redrive ${name} --dry-run`),
  );
  const lines = [
    ...counted(settle, "uncertain send", "to settle: npm run ops -- stuck"),
    ...counted(redrive, "message", "given up, to redrive or resume: npm run ops -- stuck"),
    ...counted(conversations - settle - redrive - unread, "record", "that cannot be read: npm run ops -- stuck"),
    ...counted(unread, "conversation", "more, not read"),
    ...letters,
  ];
  const onTheWay = counted(unrecorded_replies, "message", "from people in the queue of replies, not recorded yet");
  return [
    lines.length === 0 ? `Nothing waits for a person in ${stack}.` : `In ${stack} wait for a person:`,
    ...lines,
    ...(onTheWay.length === 0 ? [] : ["On their way by themselves:", ...onTheWay]),
  ].join("\n");
};

/** `status`: what waits for a person, as counts. */
export const statusCommand = (onStack: OnStack) =>
  new Command("status")
    .description(
      "counts what waits for a person: uncertain sends, messages that were given up, dead letters; and what people wrote that is not recorded yet",
    )
    .action(() =>
      onStack(async (env) => {
        const waiting = await waitsForPerson(env);
        return answered(waitingText(waiting, env.stack), { stack: env.stack, ...waiting });
      }),
    );
