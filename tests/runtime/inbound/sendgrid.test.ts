import fc from "fast-check";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readReceived, receivedBody } from "../../../runtime/conversation/received-message";
import { sealReference } from "../../../runtime/conversation/reference";
import { replyMailbox, unsubscribeMailbox } from "../../../runtime/conversation/reply-token";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { character } from "../../helpers/arbitraries";
import { CONSENT_KEY, RECEIPT_KEY } from "../../helpers/fake-providers";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { hashOf, mailFixture, mailOfJane, project } from "./mail-fixture";

const HOUR_MS = 3_600_000;
const ID = "00000000-0000-4000-8000-000000000001";
const mail = suite("mail as SendGrid posts it");

mail("a mail is one message, whole, in the form of the queue", async () => {
  const { post, queue, clock } = mailFixture();
  const to = `${replyMailbox(RECEIPT_KEY, project, ID).toUpperCase()}@reply.example.com`;
  const answer = await post(mailOfJane({ to, subject: "Re: Viewing", text: "Yes, ten." }));

  const [{ message_id, reply_token, ...message } = { message_id: "", reply_token: "" }] = queue;
  assert.is(answer, 200);
  assert.match(message_id, /^[\w-]{43}$/);
  assert.match(reply_token ?? "", /^[0-9a-v]{42}$/);
  assert.equal(message, {
    kind: "received",
    schema: 1,
    ...project,
    channel: "email",
    our_address: "reply.example.com",
    their_address: "jane@example.com",
    received_at: clock.now().toISOString(),
    via: "webhook",
    message_kind: "text",
    text: "Yes, ten.",
    full_text: null,
    media: [],
    reply_to: null,
    keyword: null,
    user_id: null,
    trusted: true,
  });
});

mail("a file is kept below the person's hash, where erasure looks, and twice posted is kept once", async () => {
  const { post, files, queue } = mailFixture();
  const posted = mailOfJane({ attachments: [{ name: "a.txt", contentType: "text/plain", bytes: Buffer.from("x") }] });
  await post(posted);
  await post(posted);

  const [one, other] = queue;
  const key = `ci-aaa-001/pi-aaa-001/email/${hashOf("jane@example.com")}/${one?.message_id}/0`;
  assert.equal([...files.keys()], [key]);
  assert.equal([one?.media, one?.message_id], [other?.media, other?.message_id]);
});

mail("what somebody writes to two companies at once is a message of its own in each", async () => {
  const other = { company_id: "ci-bbb-002", project_id: "pi-bbb-001" };
  const companies = inMemoryCompanies(companyRecord(), companyRecord(other));
  const { sign, queue } = mailFixture({ companies });
  const post = sign(mailOfJane({ text: "Yes, ten." }));
  const ref = sealReference(RECEIPT_KEY, { kind: "inbound", ...other, channel: "email", address: "reply.example.net" });
  const answers = [await post(), await post({ ref }), await post()];

  assert.equal(answers, [200, 200, 200]);
  assert.is(new Set(queue.map(({ message_id }) => message_id)).size, 2);
});

mail("of a long text so much is kept as the documents say, in whole characters", async () => {
  const { post, queue } = mailFixture();
  await post(mailOfJane({ text: `Yes${"😀".repeat(100_000)}\n\n> what is quoted` }));
  await post(mailOfJane({ text: `Yes, ten.\n\n> ${"😀".repeat(100_000)}` }, "<2@x>"));

  const kept = queue.flatMap(({ text, full_text }) => [text, full_text ?? ""]);
  assert.equal(
    kept.map((text) => [text.isWellFormed(), Buffer.byteLength(text) <= 64 * 1024]),
    kept.map(() => [true, true]),
  );
});

mail("names and signatures made to take long are read in no time", async () => {
  const { post, queue } = mailFixture();
  const began = performance.now();
  await post(mailOfJane({ from: `"${'\\"'.repeat(50_000)}`, dkim: "@".repeat(500_000), text: "Yes, ten." }));

  assert.equal(
    queue.map(({ text }) => text),
    ["Yes, ten."],
  );
  assert.ok(performance.now() - began < 5_000);
});

mail("of more files than a message can name the first hundred are kept, and the log says so", async () => {
  const { post, files, queue, lines } = mailFixture();
  const attachments = Array.from({ length: 130 }, (_, at) => ({
    name: `${at}.txt`,
    contentType: "text/plain",
    bytes: Buffer.from(`${at}`),
  }));
  await post(mailOfJane({ attachments }));

  assert.equal([files.size, queue[0]?.media.length, queue[0]?.media[99]?.name], [100, 100, "99.txt"]);
  assert.equal(
    lines.filter(({ event }) => event === "attachments_left_out").map(({ reason }) => reason),
    ["30 of 130 files"],
  );
});

mail("what is no form is recorded as a mail of nobody's, which the log tells", async () => {
  const { post, queue, lines } = mailFixture();
  await post({ contentType: "text/plain", body: Buffer.from("hello") });

  assert.equal([queue[0]?.message_kind, queue[0]?.their_address], ["unsupported", "unknown@invalid"]);
  assert.equal(
    lines.filter(({ level }) => level === "error").map(({ event, reason }) => [event, reason]),
    [["mail_unreadable", "not a form"]],
  );
});

const NAMES = [
  "headers",
  "from",
  "subject",
  "text",
  "html",
  "envelope",
  "charsets",
  "SPF",
  "dkim",
  "attachment-info",
  "attachment1",
];

const formOf = (fields: readonly (readonly [string, Uint8Array])[]) => ({
  contentType: "multipart/form-data; boundary=x",
  body: Buffer.concat([
    ...fields.flatMap(([name, bytes]) => [
      Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
      bytes,
      Buffer.from("\r\n"),
    ]),
    Buffer.from("--x--\r\n"),
  ]),
});

mail(
  "whatever bytes the fields hold, what is signed is taken and is one message that the queue's reader reads",
  async () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
      fc.string({ unit: character }).map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...NAMES), bytes)), fc.nat(3), async (fields, cut) => {
        const { contentType, body } = formOf(fields);
        const { post, queue } = mailFixture();
        const answer = await post({ contentType, body: body.subarray(0, body.length - cut * 7) });
        assert.equal([answer, queue.map((message) => readReceived(receivedBody(message))._tag)], [200, ["Right"]]);
      }),
    );
  },
);

mail("of a long mail the first 64 KiB are kept beside its new words, no letter cut", async () => {
  const { post, queue } = mailFixture();
  await post(mailOfJane({ text: `Yes.\n> ${"€".repeat(100_000)}` }));

  const [{ text, full_text } = { text: "", full_text: "" }] = queue;
  assert.is(text, "Yes.");
  assert.ok(Buffer.byteLength(full_text ?? "") > 65_530 && Buffer.byteLength(full_text ?? "") <= 65_536);
  assert.match(full_text ?? "", /€$/);
});

mail("only what SendGrid has signed in the last 73 hours is taken, and a forgery alone is refused", async () => {
  const { sign, clock, queue } = mailFixture();
  const form = mailOfJane({ text: "Yes" });
  const postSigned = sign(form);
  const forgeries = await Promise.all([
    postSigned({ body: Buffer.concat([form.body, Buffer.from(" ")]) }),
    postSigned({ headers: {} }),
    postSigned({ ref: "nothing" }),
    postSigned({ ref: sealReference(RECEIPT_KEY, project) }),
  ]);
  clock.advance(73 * HOUR_MS);
  const late = await postSigned();
  clock.advance(1_000);
  const tooLate = await postSigned();

  assert.equal(forgeries, [403, 403, 403, 403]);
  assert.equal([late, tooLate, queue.length], [200, 403, 1]);
});

const refusing = TE.left({ _tag: "QueueRefused" as const });

mail("whatever else goes wrong is for later: SendGrid posts it again", async () => {
  const posted = mailOfJane({
    text: "stop",
    attachments: [{ name: "a", contentType: "text/plain", bytes: Buffer.from("x") }],
  });
  const troubles = {
    "no key yet": mailFixture({}, { sendgrid_parse_public_key: undefined }),
    "no such project": mailFixture({ companies: inMemoryCompanies() }),
    "no bucket": mailFixture({ attachments: { put: () => TE.left({ _tag: "AttachmentRefused" }) } }),
    "no queue": mailFixture({ repliesQueue: { send: () => refusing } }),
    "no consent items": mailFixture({
      consents: {
        read: () => TE.right(O.none),
        putNew: () => TE.left({ _tag: "StoreUnavailable", reason: "away" }),
        change: () => TE.left({ _tag: "StoreUnavailable", reason: "away" }),
      },
    }),
  };
  const answers = await Promise.all(
    Object.entries(troubles).map(async ([name, { post, queue }]) => [name, await post(posted), queue.length]),
  );

  assert.equal(
    answers,
    Object.keys(troubles).map((name) => [name, 503, 0]),
  );
});

mail("a mail for unsubscribing counts for whom its mailbox names, whoever sent it and whatever it says", async () => {
  const mailbox = `${unsubscribeMailbox(CONSENT_KEY, project.company_id, hashOf("jane@example.com"))}@reply.example.com`;
  const { post, queue, consentOf } = mailFixture();
  const automatic = { headers: { Precedence: "bulk" }, spf: "fail", dkim: "none", text: "" };
  await post(mailOfJane({ to: mailbox, from: "work@example.net", ...automatic }));
  const byOther = [consentOf("jane@example.com")?.state, consentOf("work@example.net")?.state, queue[0]?.keyword];
  await post(mailOfJane({ to: mailbox, ...automatic }, "<2@x>"));

  assert.equal(byOther, ["suppressed", undefined, null]);
  assert.equal([queue[1]?.keyword, queue[1]?.message_kind], ["opt_out", "keyword"]);
});

mail("another company's mailbox for unsubscribing is none of ours", async () => {
  const mailbox = `${unsubscribeMailbox(CONSENT_KEY, "another", hashOf("jane@example.com"))}@reply.example.com`;
  const { post, queue, consentOf } = mailFixture();
  await post(mailOfJane({ to: mailbox, text: "Hello" }));

  assert.equal([consentOf("jane@example.com"), queue[0]?.message_kind], [undefined, "text"]);
});

mail(
  "stop from an unproven address goes on as one where only the person was told the mailbox, and is not yet anybody's",
  async () => {
    const unproven = { text: "stop", spf: "none", dkim: "none" };
    const told = mailFixture();
    await told.post(mailOfJane({ to: `${replyMailbox(RECEIPT_KEY, project, ID)}@reply.example.com`, ...unproven }));
    const guessed = mailFixture();
    await guessed.post(
      mailOfJane({ to: `${replyMailbox("another key", project, ID)}@reply.example.com`, ...unproven }),
    );

    assert.equal([told.queue[0]?.keyword, told.consentOf("jane@example.com")], ["opt_out", undefined]);
    assert.equal([guessed.queue[0]?.keyword, guessed.consentOf("jane@example.com")], [null, undefined]);
  },
);
