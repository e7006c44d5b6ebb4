import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Message } from "../../../runtime/conversation/message";
import { type Counted, walkCounters } from "../../../runtime/conversation/spending";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { fixedId } from "../../helpers/time-and-chance";

const at = new Date("2026-11-20T23:59:59.000Z");

const messageTo = (recipient: number, id: number, rate_limits: JsonObject): Message =>
  sampleMessage("sms", {
    frontend_payload: {
      recipient_data: { recipient_tel: `+4474001${String(recipient).padStart(5, "0")}` },
    },
    conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${fixedId(id)}#447400654322` },
    company_data_payload: { rate_limits },
  });

/** What many messages are answered, each told by its tag. */
const told = async (messages: readonly Message[], tokens = 0, time = at) => {
  const { conversations } = inMemoryConversations();
  const answers: string[] = [];
  for (const message of messages) {
    const verdict = await walkCounters({ message, at: time, tokens }, conversations.count, 1_000)();
    answers.push(
      E.isLeft(verdict) ? "unavailable" : typeof verdict.right === "string" ? verdict.right : verdict.right.reason,
    );
  }
  return Object.fromEntries([...new Set(answers)].map((one) => [one, answers.filter((other) => other === one).length]));
};

const ENDS = "is reached; it ends at 2026-11-21T00:00:00.000Z";
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

test("exactly as many are counted as a project may send, whatever its allowance is shared out among", async () => {
  for (const messages_per_day of [1, 499, 500, 501, 1_250])
    assert.equal(
      await told(range(messages_per_day + 60).map((n) => messageTo(n, n, { messages_per_day }))),
      { counted: messages_per_day, [`the limit messages_per_day (${messages_per_day}) ${ENDS}`]: 60 },
      String(messages_per_day),
    );
});

test("exactly as many are counted as a recipient may get, though the first counters tried are full", async () => {
  const limits = { messages_per_day: 1_250, messages_per_recipient_per_day: 5 };
  const first = range(1_245).map((n) => messageTo(n + 1, n, limits));
  const toOne = range(9).map((n) => messageTo(0, 5_000 + n, limits));
  const [some, others] = [toOne.slice(0, 3), toOne.slice(3)];
  assert.equal(await told([...some, ...first.slice(0, 1_240), ...others]), {
    counted: 1_245,
    [`the limit messages_per_recipient_per_day (5) ${ENDS}`]: 4,
  });
});

test("one that comes again is counted once, though its counter is full by now", async () => {
  const limits = { messages_per_day: 3 };
  const messages = range(3).map((n) => messageTo(n, n, limits));
  assert.equal(await told([...messages, ...messages, ...messages]), { counted: 9 });
});

test("a message that may take more tokens than the day has is refused, and a smaller one is not", async () => {
  const limits = { assistant_tokens_per_day: 100, messages_per_day: 10 };
  const messages = range(4).map((n) => messageTo(n, n, limits));
  assert.equal(await told(messages, 40), { counted: 2, [`the limit assistant_tokens_per_day (100) ${ENDS}`]: 2 });
  assert.equal(await told(messages, 101), { [`the limit assistant_tokens_per_day (100) ${ENDS}`]: 4 });
});

test("what looks only, and no further than so many counters, keeps nobody out for what it has not seen", async () => {
  const full: Counted = { messages: 500, tokens: 0, ofRecipient: [] };
  const looks = async (mostLooks: number) => {
    const message = messageTo(1, 1, { messages_per_day: 1_000 });
    const verdict = await walkCounters({ message, at, tokens: 0 }, () => TE.right(full), mostLooks)();
    return E.isRight(verdict) && verdict.right;
  };
  assert.is(await looks(1), "room");
  assert.equal(await looks(2), {
    _tag: "LimitReached",
    reason: `the limit messages_per_day (1000) ${ENDS}`,
    endsAt: "2026-11-21T00:00:00.000Z",
  });
});

test("a counter is named by its project and day, stands for its recipients, and goes after three days", async () => {
  const keys: unknown[] = [];
  const look = (counting: object) => {
    keys.push(counting);
    return TE.right("counted" as const);
  };
  await walkCounters({ message: messageTo(1, 1, { messages_per_day: 5 }), at, tokens: 7 }, look, 1)();
  assert.not.match(JSON.stringify(keys), "4474001");
  const [{ key, tokens, most, ttl }] = keys as [Record<string, unknown>];
  assert.equal(
    { key, tokens, most, ttl },
    {
      key: { primary_channel: "spent#ci-aaa-001#pi-aaa-001#2026-11-20#0", conversation_id: "spent" },
      tokens: 0,
      most: { messages: 5, ofRecipient: 20, tokens: Number.MAX_SAFE_INTEGER },
      ttl: at.getTime() / 1000 + 3 * 86_400,
    },
  );
});
