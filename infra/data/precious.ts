import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";

/** What cannot be made again as it was, and what is lost with it. */
const precious: ReadonlySet<string> = new Set([
  // Records. A table with a fixed name is deleted before it is replaced, so an edit of a key or a local index would delete them too.
  "aws:dynamodb/table:Table",
  // Messages on their way, and those that wait for a person.
  "aws:sqs/queue:Queue",
  // The address that clients call and carriers report to holds the API's id; plans and keys hang on the stage.
  "aws:apigateway/restApi:RestApi",
  "aws:apigateway/stage:Stage",
  // What clients call with: AWS makes no key a second time.
  "aws:apigateway/apiKey:ApiKey",
  // Values that only Secrets Manager has; the name of a deleted secret is taken until its recovery window is over.
  "aws:secretsmanager/secret:Secret",
  // What the program once made up: the receipt key, which is in every address that receipts are still posted to, and the
  // consent key, without which no opt-out is found again.
  "pulumi:index:Stash",
  // Who read what, and the leave to go on writing it.
  "aws:cloudtrail/trail:Trail",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketPolicy:BucketPolicy",
]);

/**
 * Has Pulumi refuse to delete or replace, in a stack whose data is kept, what is declared from now on and cannot be made again; but
 * for what it leaves where it is.
 */
export const protectPrecious = ({ protectData }: Pick<StackConfig, "protectData">): void => {
  if (!protectData) return;
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    precious.has(type) && opts.retainOnDelete !== true ? { props, opts: { ...opts, protect: true } } : undefined,
  );
};
