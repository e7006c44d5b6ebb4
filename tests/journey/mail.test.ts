import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import * as assert from "uvu/assert";
import { journeySuite } from "./engines";
import { eventually } from "./eventually";
import { conversationDelivered, conversationsWith, sendsOf } from "./records";
import { newRequest, post } from "./requests";
import type { Journey } from "./shared-journey";

const test = journeySuite("what people answer to mail");

const sentMail = async (journey: Journey) => {
  const request = newRequest("email");
  await post(journey.ready, request.body);
  await conversationDelivered(journey, request);
  const [mail] = sendsOf(journey, request);
  if (mail?.provider !== "sendgrid") throw new Error("no mail was sent");
  return { request, mail };
};

/** The files that are kept, in base64. */
const filesOf = async ({ services }: Journey): Promise<readonly string[]> => {
  const { s3 } = services.cloud;
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.find(({ Name }) => Name?.includes("attachments"))?.Name;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "ci-aaa-001/pi-aaa-001/email/" }));
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString("base64")) ?? "";
    }),
  );
};

test("is taken at the mailbox that the mail names, its file kept byte by byte before it is answered", async (journey) => {
  const { mail } = await sentMail(journey);
  const bytes = Buffer.from([0, 255, 13, 10, 226, 130]);
  const result = await journey.providers.sendgrid.receive({
    from: mail.to,
    to: mail.replyTo ?? "",
    charset: "iso-8859-1",
    text: Buffer.from("Größe passt", "latin1"),
    attachments: [{ name: "../a.bin", contentType: "application/x-thing", bytes }],
  });

  assert.equal([result.kind, result.kind === "answered" && result.status], ["answered", 200]);
  assert.match(mail.replyTo ?? "", /^r[0-9a-v]{42}@replies\.ashgrove\.example$/);
  assert.equal(await filesOf(journey), [bytes.toString("base64")]);
});

for (const by of ["mail", "form", "multipart"] as const)
  test(`is nothing more to whom unsubscribes by ${by}`, async (journey) => {
    const { request, mail } = await sentMail(journey);
    const result = await journey.providers.sendgrid.unsubscribe(mail.id, by);
    const next = newRequest("email", { recipient_data: { recipient_email: request.recipient } });
    await post(journey.ready, next.body);

    assert.equal([result.kind, result.kind === "answered" && result.status], ["answered", 200]);
    await eventually("a conversation that is suppressed", async () =>
      (await conversationsWith(journey, request.recipient)).find(
        ({ request_id, conversation_status }) => request_id === next.requestId && conversation_status === "suppressed",
      ),
    );
    assert.is(sendsOf(journey, request).length, 1);
  });
