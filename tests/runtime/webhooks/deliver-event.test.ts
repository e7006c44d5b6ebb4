import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readEventMessage } from "../../../runtime/conversation/event-message";
import { tellBatch, type WebhooksEnv } from "../../../runtime/webhooks/deliver-event";
import { TRIES } from "../../../runtime/webhooks/schedule";
import { signedHeaders } from "../../../runtime/webhooks/signature";
import { fakeSecrets } from "../../helpers/fake-providers";
import { inMemoryCompanies, unreadableCompanies } from "../../helpers/in-memory-companies";
import { START } from "../../helpers/time-and-chance";
import {
  answers,
  eventDelivery,
  eventMessage,
  KEY,
  recordWithWebhook,
  SECRET_NAME,
  webhooksEnv,
} from "./webhooks-fixture";

const test = suite("an event");

const [done, back] = [{ batchItemFailures: [] }, { batchItemFailures: [{ itemIdentifier: "m-1" }] }];

test("is posted as it was made, signed with the project's key at the time of the try, and found by what it is about", async () => {
  const { env, posted, hidden, dead, lines } = webhooksEnv();
  const about = { request_id: "5f0c", conversation_id: "ci-aaa-001#5f0c", channel: null };
  const message = eventMessage({ body: JSON.stringify({ type: "message.sent", data: about }) });

  assert.equal(await tellBatch([eventDelivery(message)])(env)(), done);
  assert.equal(posted, [
    {
      url: "https://ashgrove.example/events",
      headers: signedHeaders({ webhook_secret: KEY }, message, new Date(START)),
      body: message.body,
      timeoutMs: 15_000,
    },
  ]);
  assert.equal([hidden, dead], [[], []]);
  assert.equal(lines, [
    {
      level: "info",
      event: "webhook_tried",
      company_id: "ci-aaa-001",
      project_id: "pi-aaa-001",
      request_id: "5f0c",
      conversation_id: "ci-aaa-001#5f0c",
      event_id: "msg_1",
      status: "Taken",
      receive: 1,
      duration_ms: 12,
    },
  ]);
});

type Case = {
  readonly title: string;
  readonly env: ReturnType<typeof webhooksEnv>;
  readonly level: string;
  readonly status: string;
  readonly reason?: string;
};

const withPort = (overrides: Partial<WebhooksEnv>) => webhooksEnv(answers(204), overrides);

const comesBack: readonly Case[] = [
  {
    title: "the endpoint cannot take",
    env: webhooksEnv(answers(503)),
    level: "warn",
    status: "Refused",
    reason: "it answered 503",
  },
  {
    title: "the endpoint sends elsewhere",
    env: webhooksEnv(answers(302)),
    level: "warn",
    status: "Refused",
    reason: "it answered 302",
  },
  {
    title: "nobody answers",
    env: webhooksEnv(() => TE.left({ _tag: "PostFailed", reason: "no answer within its time" })),
    level: "warn",
    status: "PostFailed",
    reason: "no answer within its time",
  },
  {
    title: "belongs to a project that cannot be read",
    env: withPort({ companies: unreadableCompanies }),
    level: "warn",
    status: "CompaniesUnreadable",
  },
  {
    title: "nothing can sign",
    env: withPort({ secrets: fakeSecrets({}).secrets }),
    level: "error",
    status: "SecretMissing",
    reason: `secret ${SECRET_NAME}: ResourceNotFoundException`,
  },
];

for (const { title, env, level, status, reason } of comesBack)
  test(`that ${title} comes back after its delay`, async () => {
    assert.equal(await tellBatch([eventDelivery({}, 2)])(env.env)(), back);
    assert.equal([env.hidden, env.dead], [[300], []]);
    assert.equal(
      env.lines.map((line) => [line.level, line.status, line.reason, line.retry_in_seconds]),
      [[level, status, reason, 300]],
    );
  });

const unwanted: readonly (readonly [string, Partial<WebhooksEnv>])[] = [
  [
    "of a type that the project does not want",
    { companies: inMemoryCompanies(recordWithWebhook({ events: ["message.read"] })) },
  ],
  [
    "of a project that has no webhook any more",
    { companies: inMemoryCompanies({ company_id: "ci-aaa-001", project_id: "pi-aaa-001" }) },
  ],
  ["of a project that is gone", { companies: inMemoryCompanies() }],
];

for (const [title, overrides] of unwanted)
  test(`${title} is done with, and nothing is posted`, async () => {
    const { env, posted, lines } = withPort(overrides);
    assert.equal(await tellBatch([eventDelivery()])(env)(), done);
    assert.equal([posted, lines.map(({ event, status }) => [event, status])], [[], [["event_not_posted", "Unwanted"]]]);
  });

test("of a type that the project names is posted", async () => {
  const { env, posted } = withPort({ companies: inMemoryCompanies(recordWithWebhook({ events: ["message.sent"] })) });
  await tellBatch([eventDelivery()])(env)();
  assert.is(posted.length, 1);
});

test("goes to the dead letters at once where the endpoint says that it is gone, and by its schedule where they do not take it", async () => {
  const gone = webhooksEnv(answers(410));
  assert.equal(await tellBatch([eventDelivery()])(gone.env)(), done);
  assert.equal([gone.dead, gone.hidden], [[eventMessage()], []]);

  const deadLetters = { send: () => TE.left({ _tag: "QueueRefused" as const }) };
  const refused = webhooksEnv(answers(410), { deadLetters });
  assert.equal(await tellBatch([eventDelivery()])(refused.env)(), back);
  assert.equal(refused.hidden, [5]);
});

test("waits for as long as the endpoint wants, and for its delay at least", async () => {
  const { env, hidden } = webhooksEnv(answers(429, 60));
  await tellBatch([eventDelivery({}, 1)])(env)();
  await tellBatch([eventDelivery({}, 2)])(env)();
  assert.equal(hidden, [60, 300]);
});

test("is handed to the dead letters by its queue once its tries are over", async () => {
  const { env, hidden, dead } = webhooksEnv(answers(500));
  assert.equal(await tellBatch([eventDelivery({}, TRIES)])(env)(), back);
  assert.equal([hidden, dead], [[0], []]);
});

test("that nobody can read comes back in a second, on its way to the dead letters", async () => {
  const { env, hidden, lines } = webhooksEnv();
  for (const body of ["{", '{"kind":"event","schema":2}'])
    await tellBatch([{ ...eventDelivery(), message: readEventMessage(body) }])(env)();
  assert.equal(
    [hidden, lines.map(({ status }) => status)],
    [
      [1, 1],
      ["Malformed", "UnknownSchema"],
    ],
  );
});

test("that meets what nobody foresaw costs one try, and the others of its batch nothing", async () => {
  const { env, posted, hidden } = webhooksEnv(({ body }) => {
    if (body === "boom") throw new Error("boom");
    return answers(200)({} as never);
  });
  const batch = [eventDelivery({ body: "boom" }), { ...eventDelivery(), messageId: "m-2" }];

  assert.equal(await tellBatch(batch)(env)(), back);
  assert.equal([posted.length, hidden], [2, [5]]);
});

test("does not wait for another of its batch whose endpoint takes its time", async () => {
  const order: string[] = [];
  const { env } = webhooksEnv(({ body }) => async () => {
    if (body === "slow") await new Promise((resolve) => setTimeout(resolve, 20));
    order.push(body);
    return answers(200)({} as never)();
  });
  await tellBatch([eventDelivery({ body: "slow" }), eventDelivery({ body: "quick" })])(env)();
  assert.equal(order, ["quick", "slow"]);
});
