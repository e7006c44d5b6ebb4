import { DeleteObjectsCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { chunksOf } from "fp-ts/ReadonlyArray";
import type { Files } from "./ops-env";

/** Keys that S3 takes in one request (API reference, DeleteObjects). */
const MOST_KEYS = 1_000;

/** The files that came with people's mail, in their bucket. */
export const s3Files = (client: S3Client, Bucket: string): Files => ({
  below: async (Prefix) => {
    const keys: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
      keys.push(...Contents.map(({ Key = "" }) => Key));
    return keys;
  },
  remove: async (keys) => {
    for (const some of chunksOf(MOST_KEYS)(keys)) {
      const Objects = some.map((Key) => ({ Key }));
      const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
      if (Errors.length > 0) throw new Error(`S3 keeps ${Errors.length} files: ${Errors[0]?.Code}`);
    }
  },
});
