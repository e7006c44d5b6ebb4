import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import type { ReceivedMessage } from "../conversation/received-message";
import type { HasLog } from "../log/log";
import type { AttachmentRefused, HasAttachments } from "../ports/attachments";
import type { Step } from "../step";
import type { MailFile } from "./mail";

type Media = ReceivedMessage["media"];
type Kept = TE.TaskEither<AttachmentRefused, Media[number]>;

/** Files of one mail that are kept; a queue's message holds the names of no more. */
const MOST_FILES = 100;
const AT_A_TIME = 10;

const keep =
  (folder: string) =>
  ({ attachments }: HasAttachments) =>
  (at: number, { name, contentType, bytes }: MailFile): Kept => {
    const key = `${folder}/${at}`;
    return pipe(
      attachments.put(key, bytes),
      TE.map(() => ({ key, content_type: contentType, bytes: bytes.length, ...(name === undefined ? {} : { name }) })),
    );
  };

/** Puts a mail's files below a folder of the bucket, by their numbers: the same mail again has them at the same places. */
export const keepFiles =
  (folder: string, files: readonly MailFile[]): Step<HasAttachments & HasLog, AttachmentRefused, Media> =>
  (env) =>
    pipe(
      files.slice(0, MOST_FILES),
      RA.mapWithIndex(keep(folder)(env)),
      RA.chunksOf(AT_A_TIME),
      T.traverseSeqArray(T.sequenceArray),
      T.map((kept) => RA.sequence(E.Applicative)(kept.flat())),
      TE.tapIO(() => () => {
        const left = files.length - MOST_FILES;
        if (left > 0) env.log.warn({ event: "attachments_left_out", reason: `${left} of ${files.length} files` })();
      }),
    );
