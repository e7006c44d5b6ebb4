import { behind, ofType, stackRule } from "../stack-rule";
import { BUCKET } from "../types";

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const bucketsArePrivate = stackRule({
  name: "buckets-are-private",
  description: "Buckets block all public access",
  faults: (resources) => {
    const closed = new Set(
      ofType(resources, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
        .filter(({ props }) => SWITCHES.every((name) => props[name] === true))
        .flatMap((block) => behind(block, "bucket", BUCKET))
        .map(({ urn }) => urn),
    );
    return ofType(resources, BUCKET)
      .filter(({ urn }) => !closed.has(urn))
      .map((bucket) => [bucket, "does not block public access"] as const);
  },
});
