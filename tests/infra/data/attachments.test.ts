import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Capture, captured } from "../helpers/captures";
import { ACCOUNT, allOf, inputsOf, parsed, policyOf, tlsOnly } from "../helpers/declared";

const BUCKET = `ai-multi-comms-attachments-${ACCOUNT}-dev`;

test("are kept in a bucket that is private, encrypted, refuses calls without TLS, and is emptied by age", async () => {
  const parts = async (capture: Capture) => {
    const run = await captured(capture);
    return [
      "bucketPublicAccessBlock:BucketPublicAccessBlock",
      "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ].map((type) => inputsOf(run, `s3/${type}`, "attachments"));
  };
  const expected = (days: number) =>
    [
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      {
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
    ].map((others) => ({ bucket: BUCKET, ...others }));

  assert.equal(await parts("dev"), expected(35));
  assert.equal(await parts("changed"), expected(50));
  const arn = `arn:aws:s3:::${BUCKET}`;
  assert.equal(
    parsed(inputsOf(await captured("dev"), "s3/bucketPolicy:BucketPolicy", "attachments").policy),
    policyOf(tlsOnly("s3", [arn, `${arn}/*`])),
  );
});

test("have no versions: what a person has had erased is gone, and are deleted with their stack only where data is not protected", async () => {
  const bucketIn = async (capture: Capture) => inputsOf(await captured(capture), "s3/bucket:Bucket", "attachments");

  assert.equal(allOf(await captured("dev"), "s3/bucketVersioning:BucketVersioning"), []);
  assert.equal(await bucketIn("deployedDev"), { bucket: BUCKET, forceDestroy: true });
  assert.is((await bucketIn("prod")).forceDestroy, false);
});
