import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { refuseInputs } from "./read-input";
import type { MakeResource, RemoveResource, ResourceRules } from "./resource-handler";

/** Declares a bucket; an engine that keeps its state finds it there. Who may get at it, and until when, is recorded only. */
const makeBucket: MakeResource = async (inputs, { name }, { cloud: { s3 } }) => {
  refuseInputs(inputs, ["acl", "corsRules", "lifecycleRules", "objectLockEnabled", "policy", "website"]);
  const isThere = await s3.send(new HeadBucketCommand({ Bucket: name })).then(
    () => true,
    () => false,
  );
  if (!isThere) await s3.send(new CreateBucketCommand({ Bucket: name }));
  return undefined;
};

/** S3 deletes no bucket that holds something, unless whoever declares it says so. */
const removeBucket: RemoveResource = async ({ name, inputs }, { cloud: { s3 } }) => {
  if (inputs.forceDestroy === true) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: name }));
    const Objects = Contents.map(({ Key }) => ({ Key }));
    if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket: name, Delete: { Objects } }));
  }
  await s3.send(new DeleteBucketCommand({ Bucket: name }));
};

export const bucketRules: ResourceRules = {
  "aws:s3/bucket:Bucket": { make: makeBucket, remove: removeBucket, replaceOn: ["bucket"] },
};
