import * as E from "fp-ts/Either";
import { chunksOf } from "fp-ts/ReadonlyArray";
import { conversationKey, type Message, readMessage } from "../../../runtime/conversation/message";
import { type Channel, channels } from "../../../runtime/request/request";
import type { DeadLetter, DeadLetters, OpsEnv } from "../connect/ops-env";

/** Looked at in one queue; ten come with a call. */
const MOST_LETTERS = 1_000;

/** Longer than it takes to look at so many, so that none is received twice; each is shown again at the end. */
const HIDDEN_SECONDS = 60;

/** Records read side by side. */
const AT_ONCE = 25;

const lookAt = async (letters: DeadLetters): Promise<readonly DeadLetter[]> => {
  const seen: DeadLetter[] = [];
  try {
    for (let batch = await letters.receive(HIDDEN_SECONDS); batch.length > 0; ) {
      seen.push(...batch);
      batch = seen.length >= MOST_LETTERS ? [] : await letters.receive(HIDDEN_SECONDS);
    }
  } finally {
    await Promise.allSettled(seen.map((letter) => letters.release(letter)));
  }
  return seen;
};

/** Dead letters of requests that have no record: whatever they died of, no worker had claimed them. */
export type Unclaimed = {
  readonly channel: Channel;
  readonly messages: readonly Message[];
  /** Letters that were looked at, of which some may be no context objects. */
  readonly seen: number;
};

const unclaimedOf = async ({ deadLetters, lookups }: OpsEnv, channel: Channel): Promise<Unclaimed> => {
  const letters = await lookAt(deadLetters[channel]);
  const messages: Message[] = [];
  for (const some of chunksOf(AT_ONCE)(letters.map(({ body }) => readMessage(body)).filter(E.isRight))) {
    const records = await Promise.all(some.map(({ right }) => lookups.record(conversationKey(right))));
    messages.push(...some.map(({ right }) => right).filter((_, at) => records[at] === undefined));
  }
  return { channel, messages, seen: letters.length };
};

/** What lies in the dead letters without a record. */
export const findUnclaimed = (env: OpsEnv): Promise<readonly Unclaimed[]> =>
  Promise.all(channels.map((channel) => unclaimedOf(env, channel)));

/** Where the message of a request without a record may be, in words; `id` is a conversation's or a request's. */
export const whereabouts = async (env: OpsEnv, id: string): Promise<string> => {
  const found = (await findUnclaimed(env)).find(({ messages }) =>
    messages.some(({ conversationId }) => `#${conversationId}#`.includes(`#${id}#`)),
  );
  return found === undefined
    ? "if its request was accepted (request_accepted in the router's log), no worker has claimed it: its message waits in its queue, or SQS has deleted it after the queue's retention"
    : `no worker could claim it; its message is among the dead letters: redrive ${found.channel}`;
};
