import { CreateBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { putRequest, s3Attachments } from "../../../runtime/adapters/s3-attachments";
import { startSqsSns } from "../../../tools/aws/sqs/sqs-sns";
import { gatheringLog } from "../../helpers/gathering-log";
import { accessKey, s3At } from "../../helpers/local-clients";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { deadUrl } from "./raw-server";

const s3 = suite("s3-attachments");

const signing = { AWS_REGION: "eu-north-1", AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: "local" };
s3.before.each(() => void Object.assign(process.env, signing));
s3.after.each(() => {
  for (const name of [...Object.keys(signing), "AWS_ENDPOINT_URL_S3", "AWS_SESSION_TOKEN"]) delete process.env[name];
});

const bytes = Buffer.from([0, 255, 13, 10, 226, 130]);
const key = "acme/first/email/h_-1/m+1 ü/0";

const put = async (endpoint: string, bucket = "files") => {
  process.env.AWS_ENDPOINT_URL_S3 = endpoint;
  const { log, lines } = gatheringLog();
  return { result: await s3Attachments(bucket, log).put(key, bytes)(), reasons: lines.map(({ reason }) => reason) };
};

s3("a file is there byte by byte under its key, put twice too, and in the next start", async () => {
  const stateFolder = temporaryFolder();
  const first = await startSqsSns({ accessKey, stateFolder });
  const client = s3At(first.url);
  await client.send(new CreateBucketCommand({ Bucket: "files" }));
  const results = [await put(first.url), await put(first.url)];
  client.destroy();
  await first.stop();
  const second = await startSqsSns({ accessKey, stateFolder });
  const again = s3At(second.url);
  const { Body, ContentType } = await again.send(new GetObjectCommand({ Bucket: "files", Key: key }));
  const found = Buffer.from((await Body?.transformToByteArray()) ?? []);
  again.destroy();
  await second.stop();

  assert.equal(
    results.map(({ result }) => result),
    [E.right(undefined), E.right(undefined)],
  );
  assert.equal([found, ContentType], [bytes, "application/octet-stream"]);
});

s3("what S3 refuses, and silence, are told by their cause and without the key", async () => {
  const server = await startSqsSns({ accessKey });
  const noBucket = await put(server.url, "nowhere");
  await server.stop();
  const silent = await put(await deadUrl());

  const refused = E.left({ _tag: "AttachmentRefused" });
  assert.equal([noBucket, silent.result], [{ result: refused, reasons: ["404 NoSuchBucket"] }, refused]);
  assert.match(String(silent.reasons[0]), /ECONNREFUSED/);
});

s3("without an endpoint the bucket is named by its host, and a Lambda's session is signed too", async () => {
  delete process.env.AWS_ENDPOINT_URL_S3;
  process.env.AWS_SESSION_TOKEN = "session";
  const { url, headers } = putRequest("files", key, bytes);

  assert.is(url, "https://files.s3.eu-north-1.amazonaws.com/acme/first/email/h_-1/m%2B1%20%C3%BC/0");
  assert.match(headers.Authorization ?? "", /SignedHeaders=.*x-amz-security-token.*, Signature=[0-9a-f]{64}$/);
});
