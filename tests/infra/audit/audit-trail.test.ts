import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Capture, captured } from "../helpers/captures";
import { ACCOUNT, allOf, arn, inputsOf, oneOf, parsed, policyOf, tlsOnly } from "../helpers/declared";

const test = suite("audit-trail");

const BUCKET = (stack: string): string => `ai-multi-comms-audit-${ACCOUNT}-${stack}`;

test("is declared where the config asks for it, which is in prod", async () => {
  const count = async (capture: Capture) => allOf(await captured(capture), "cloudtrail/trail:Trail").length;

  assert.equal([await count("dev"), await count("prod"), await count("changed")], [0, 1, 1]);
});

test("records reads of secrets and all data of the tables, and can be checked for tampering", async () => {
  assert.equal(inputsOf(await captured("prod"), "cloudtrail/trail:Trail", "audit"), {
    name: "ai-multi-comms-audit-prod",
    s3BucketName: BUCKET("prod"),
    enableLogFileValidation: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    advancedEventSelectors: [
      {
        name: "Reads of secrets, and all other management events",
        fieldSelectors: [
          { field: "eventCategory", equals: ["Management"] },
          { field: "eventSource", notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] },
        ],
      },
      {
        name: "Data of the tables",
        fieldSelectors: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
          {
            field: "resources.ARN",
            equals: ["company-data", "conversations"].map((name) =>
              arn("dynamodb", `table/ai-multi-comms-${name}-prod`),
            ),
          },
        ],
      },
    ],
  });
});

test("is written to a bucket that is private, encrypted and versioned, and kept as long as configured", async () => {
  const parts = async (capture: Capture) => {
    const run = await captured(capture);
    return [
      "bucketPublicAccessBlock:BucketPublicAccessBlock",
      "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "bucketVersioning:BucketVersioning",
      "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ].map((type) => inputsOf(run, `s3/${type}`, "audit"));
  };
  const expected = (stack: string, days: number) =>
    [
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      { versioningConfiguration: { status: "Enabled" } },
      {
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days },
            noncurrentVersionExpiration: { noncurrentDays: days },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
    ].map((others) => ({ bucket: BUCKET(stack), ...others }));

  assert.equal(await parts("prod"), expected("prod", 365));
  assert.equal(await parts("changed"), expected("dev", 90));
});

test("is emptied when its stack is destroyed only where data is not protected", async () => {
  const bucketIn = async (capture: Capture) => inputsOf(await captured(capture), "s3/bucket:Bucket", "audit");

  assert.equal(await bucketIn("prod"), { bucket: BUCKET("prod"), forceDestroy: false });
  assert.equal(await bucketIn("deployedDev"), { bucket: BUCKET("dev"), forceDestroy: true });
});

test("lets CloudTrail alone write to the bucket, for this trail alone and never without TLS", async () => {
  const bucketArn = `arn:aws:s3:::${BUCKET("prod")}`;
  const ofTrail = { "aws:SourceArn": arn("cloudtrail", "trail/ai-multi-comms-audit-prod") };
  const cloudTrail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };

  assert.equal(
    parsed(inputsOf(await captured("prod"), "s3/bucketPolicy:BucketPolicy", "audit").policy),
    policyOf(
      tlsOnly("s3", [bucketArn, `${bucketArn}/*`]),
      {
        Sid: "CloudTrailLooks",
        ...cloudTrail,
        Action: "s3:GetBucketAcl",
        Resource: bucketArn,
        Condition: { StringEquals: ofTrail },
      },
      {
        Sid: "CloudTrailWrites",
        ...cloudTrail,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/AWSLogs/${ACCOUNT}/*`,
        Condition: { StringEquals: { ...ofTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ),
  );
});

test("is made once its bucket may be written to", async () => {
  const run = await captured("prod");

  const { propertyDependencies } = oneOf(run, "cloudtrail/trail:Trail", "audit");

  assert.ok(propertyDependencies.s3BucketName?.includes(oneOf(run, "s3/bucketPolicy:BucketPolicy", "audit").urn));
});
