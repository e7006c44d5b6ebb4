import type * as TE from "fp-ts/TaskEither";

export type AttachmentRefused = { readonly _tag: "AttachmentRefused" };

/** Where the files that came with a mail are kept; the same key again replaces what is there. */
export type Attachments = {
  readonly put: (key: string, bytes: Buffer) => TE.TaskEither<AttachmentRefused, void>;
};
export type HasAttachments = { readonly attachments: Attachments };
