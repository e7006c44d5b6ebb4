import type { Headers } from "./headers";

/** What goes back to the client, before the gateway's own headers are added. */
export type Reply = { readonly status: number; readonly headers: Headers; readonly body: Buffer };
