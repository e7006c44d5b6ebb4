import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Outside of what a message may hold. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const REFUSED_BY_SQS = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Replaces the check of fauxqs 2.4.1, which refuses every character beyond U+FFFF (emoji); SQS takes them. */
export const acceptAllOfUnicode = async (): Promise<void> => {
  const manifest = findPackageJSON("fauxqs", __filename);
  if (manifest === undefined) throw new Error("the package fauxqs is not installed (npm install)");
  const types: { readonly INVALID_MESSAGE_BODY_CHAR: Pick<RegExp, "test"> } = await import(
    pathToFileURL(join(dirname(manifest), "dist", "sqs", "sqsTypes.js")).href
  );
  types.INVALID_MESSAGE_BODY_CHAR.test = (text) => REFUSED_BY_SQS.test(text);
};
