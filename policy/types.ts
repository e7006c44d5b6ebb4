/** Pulumi types that several rules are about. */
export const QUEUE = "aws:sqs/queue:Queue";
export const FUNCTION = "aws:lambda/function:Function";
export const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const TABLE = "aws:dynamodb/table:Table";
export const BUCKET = "aws:s3/bucket:Bucket";
