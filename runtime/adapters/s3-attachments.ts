import { sign } from "aws4";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Log } from "../log/log";
import type { AttachmentRefused, Attachments } from "../ports/attachments";
import { type HttpAnswer, type HttpRequest, httpOnce } from "./http-once";

/** For the largest mail that reaches the function, some 4 MB. */
const TIMEOUT_MS = 5_000;

type Place = { readonly origin: string; readonly path: string };

/** The bucket by its host, or in the path where the environment names an endpoint, as AWS's own clients do for a local one. */
const placeOf = (bucket: string): Place => {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION = "" } = process.env;
  const endpoint = AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL;
  return endpoint === undefined
    ? { origin: `https://${bucket}.s3.${AWS_REGION}.amazonaws.com`, path: "" }
    : { origin: new URL(endpoint).origin, path: `/${bucket}` };
};

/**
 * One PutObject, signed with the credentials of the function's environment, which Lambda renews. A file's own type is not told: nothing
 * that a stranger sends is ever shown from the bucket as a page.
 */
export const putRequest = (bucket: string, key: string, body: Buffer): HttpRequest => {
  const { origin, path } = placeOf(bucket);
  const { host } = new URL(origin);
  const signed = sign({
    service: "s3",
    region: process.env.AWS_REGION ?? "",
    method: "PUT",
    host,
    path: `${path}/${key.split("/").map(encodeURIComponent).join("/")}`,
    headers: { "Content-Type": "application/octet-stream" },
    body,
  });
  return {
    method: "PUT",
    url: `${origin}${signed.path ?? ""}`,
    headers: Object.fromEntries(Object.entries(signed.headers ?? {}).map(([name, value]) => [name, String(value)])),
    body,
    timeoutMs: TIMEOUT_MS,
  };
};

const refused =
  (log: Log) =>
  (reason: string): AttachmentRefused => {
    log.error({ event: "attachment_refused", reason })();
    return { _tag: "AttachmentRefused" };
  };

/** S3's error code, which is all of its answer that names no key. */
const reasonOf = ({ status, body }: HttpAnswer): string => `${status} ${/<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? ""}`;

/** A bucket in S3. What is refused is not tried again here: the carrier posts the whole mail again. */
export const s3Attachments = (bucket: string, log: Log): Attachments => ({
  put: (key, bytes) =>
    pipe(
      TE.fromIO(() => putRequest(bucket, key, bytes)),
      TE.chainW(httpOnce),
      TE.mapLeft(({ reason }) => reason),
      TE.filterOrElse(({ status }) => status === 200, reasonOf),
      TE.bimap(refused(log), () => undefined),
    ),
});
