import type * as TE from "fp-ts/TaskEither";

/** Nothing was answered in time, or the address may not be connected to; whether anything arrived nobody knows. */
export type PostFailed = { readonly _tag: "PostFailed"; readonly reason: string };

export type Posted = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the whole of it. */
  readonly timeoutMs: number;
};

/** What a company's endpoint said; of its words nothing. */
export type EndpointAnswer = { readonly status: number; readonly retryAfterSeconds: number | undefined };

/** A company's endpoint for events. */
export type Endpoint = { readonly post: (posted: Posted) => TE.TaskEither<PostFailed, EndpointAnswer> };
export type HasEndpoint = { readonly endpoint: Endpoint };
