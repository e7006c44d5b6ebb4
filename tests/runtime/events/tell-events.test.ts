import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import { newConsent } from "../../../runtime/conversation/consent";
import { type EventMessage, LARGEST_EVENT } from "../../../runtime/conversation/event-message";
import { receivedItem, unmatched } from "../../../runtime/conversation/received-item";
import { type EventsEnv, tellEvents } from "../../../runtime/events/tell-events";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { gatheringLog } from "../../helpers/gathering-log";
import { claimedRecord } from "../../helpers/queue-message";
import { receivedMessage } from "../../helpers/received-message";
import { at, toldMessage, webhookRecord } from "./told-fixture";

const test = suite("tell-events");

const write = (now: JsonObject, sequence = "1", old?: JsonObject) => ({
  dynamodb: {
    SequenceNumber: sequence,
    NewImage: toAttributes(now),
    ...(old === undefined ? {} : { OldImage: toAttributes(old) }),
  },
});

const told = claimedRecord("whatsapp", { message: toldMessage() });
const written = (text: string, media: readonly JsonObject[] = []) =>
  receivedItem(receivedMessage({ text, media: media as never, events_to: "webhook" }), unmatched, at(0));

/** Projects by the content of their webhook; `undefined` for one that has none. */
const makeEnv = (webhooks: Readonly<Record<string, boolean | undefined>> = { "pi-aaa-001": true }) => {
  const sent: (readonly EventMessage[])[] = [];
  const found: string[] = [];
  let refuses = (_: number): boolean => false;
  const { log, lines } = gatheringLog();
  const env: EventsEnv = {
    log,
    companies: {
      find: ({ project_id }) => {
        found.push(project_id);
        const content = webhooks[project_id];
        const webhook = content === undefined ? undefined : { ...webhookRecord, content };
        return TE.right(O.some(companyOf(companyRecord({ project_id, webhook }))));
      },
    },
    companyProjects: { projectsOf: () => TE.right(Object.keys(webhooks)) },
    eventsQueue: {
      send: (messages) => {
        if (refuses(sent.length)) return TE.left({ _tag: "QueueRefused" });
        sent.push(messages);
        return TE.right(undefined);
      },
    },
  };
  return {
    env,
    sent,
    found,
    lines,
    refuseFrom: (batch: number): void => {
      refuses = (place) => place >= batch;
    },
  };
};

const dataOf = ({ body }: EventMessage): JsonObject => JSON.parse(body).data;

test("what a write tells is queued with ids and data, and read again it is the same to the byte", async () => {
  const { env, sent, lines } = makeEnv();
  const answers = [await tellEvents([write(told)])(env)(), await tellEvents([write(told, "9")])(env)()];
  assert.equal(answers, [{ batchItemFailures: [] }, { batchItemFailures: [] }]);
  const [[first] = [], [second] = []] = sent;
  assert.equal(first, second);
  assert.match(first?.id ?? "", /^msg_[\w-]{27}$/);
  assert.equal(JSON.parse(first?.body ?? ""), {
    type: "conversation.accepted",
    timestamp: at(-160).toISOString(),
    data: {
      company_id: "ci-aaa-001",
      project_id: "pi-aaa-001",
      request_id: told.request_id,
      conversation_id: told.conversation_id,
      channel: "whatsapp",
      scheduled_for: null,
      fallback: null,
      reason: null,
    },
  });
  assert.not.match(JSON.stringify([sent, lines]), told.primary_channel.slice(1));
  assert.equal(
    [lines[0]?.event, lines[0]?.status, lines[0]?.event_id],
    ["event_told", "conversation.accepted", first?.id],
  );
});

test("a queue that takes no more is asked again from the first write that it has not, and the project is read once", async () => {
  const { env, sent, found, refuseFrom } = makeEnv();
  const writes = Array.from({ length: 25 }, (_, n) => write({ ...told, updated_at: at(n).toISOString() }, `${n}`));
  refuseFrom(2);
  assert.equal(await tellEvents(writes)(env)(), { batchItemFailures: [{ itemIdentifier: "20" }] });
  assert.equal([sent.map(({ length }) => length), found.length], [[10, 10], 1]);
});

test("where projects cannot be read, or something is unforeseen, all of the batch comes again", async () => {
  const { env, sent, lines } = makeEnv();
  const unreadable = { ...env, companies: { find: () => TE.left({ _tag: "CompaniesUnreadable" as const }) } };
  const broken = { ...env, companies: { find: () => () => Promise.reject(new Error("secret")) } };
  for (const one of [unreadable, broken])
    assert.equal(await tellEvents([write(told, "5"), write(told, "6")])(one)(), {
      batchItemFailures: [{ itemIdentifier: "5" }],
    });
  assert.equal([sent, lines.map(({ event }) => event)], [[], ["unforeseen"]]);
  assert.not.match(JSON.stringify(lines), "secret");
});

test("what nobody can read is told to an alarm and passed over", async () => {
  const { env, sent, lines } = makeEnv();
  const images = [{ events_to: "webhook", send_state: "sent" }, { ...told }];
  const odd = { dynamodb: { SequenceNumber: "1", NewImage: { events_to: 5 } } };
  assert.equal(await tellEvents([odd, ...images.map((now) => write(now))])(env)(), { batchItemFailures: [] });
  assert.equal(
    lines.map(({ event, critical }) => [event, critical]),
    [
      ["event_unreadable", true],
      ["event_unreadable", true],
      ["event_told", undefined],
    ],
  );
  assert.is(sent.flat().length, 1);
});

test("a consent is told to each project of its company that has a webhook, by ids of their own", async () => {
  const { env, sent } = makeEnv({ "pi-aaa-001": true, "pi-aaa-002": undefined, "pi-aaa-003": false });
  const key = { primary_channel: "consent#ci-aaa-001#hash", conversation_id: "consent" };
  const who = { company_id: "ci-aaa-001", address: "+447400123456" };
  const stop = { state: "suppressed", setBy: "person", source: "unsubscribe_link", channel: "email" } as const;
  const item = newConsent(key, who, { ...stop, at: at(0).toISOString(), evidence: null, by: null }, at(1));
  await tellEvents([write(item)])(env)();
  const messages = sent.flat();
  assert.equal(
    messages.map((message) => [message.project_id, message.type, dataOf(message).source]),
    ["pi-aaa-001", "pi-aaa-003"].map((project) => [project, "recipient.opted_out", "unsubscribe_link"]),
  );
  assert.is(new Set(messages.map(({ id }) => id)).size, 2);
  assert.not.match(JSON.stringify(messages), "447400123456");
});

test("people's words are told where the project wants them, and nowhere that nobody says so", async () => {
  const wanted = async (webhooks: Readonly<Record<string, boolean | undefined>>) => {
    const { env, sent } = makeEnv(webhooks);
    await tellEvents([write(written("Yes please"))])(env)();
    return sent.flat().map((message) => dataOf(message).content);
  };
  assert.equal(
    [await wanted({ "pi-aaa-001": true }), await wanted({ "pi-aaa-001": false }), await wanted({})],
    [["Yes please"], [undefined], [undefined]],
  );
});

test("what is longer than an event may be is cut, and says so", async () => {
  const { env, sent } = makeEnv();
  const files = Array.from({ length: 300 }, () => ({ content_type: "text/plain", name: "n".repeat(200) }));
  const long = ["😀".repeat(9_000), "\u0001".repeat(9_000), "a mail's line\n".repeat(15_000)].map((text) =>
    written(text),
  );
  await tellEvents([...long, written("cut", files), written("short")].map((now) => write(now)))(env)();
  const messages = sent.flat();
  assert.ok(messages.every(({ body }) => Buffer.byteLength(body) <= LARGEST_EVENT));
  const [emoji, control, mail, media, short] = messages.map(dataOf);
  assert.equal(
    [emoji, control, mail, media, short].map((one) => one?.content_cut),
    [true, true, true, true, undefined],
  );
  const text = String(emoji?.content);
  assert.equal(
    [
      text.isWellFormed(),
      text.length > 9_000,
      String(control?.content).length > 3_000,
      String(mail?.content).length > 18_000,
    ],
    [true, true, true, true],
  );
  assert.equal([media?.content, Array.isArray(media?.media) && media.media.length], ["", 75]);
});

test.run();
