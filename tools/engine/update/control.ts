import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { listenOnLoopback, readBody } from "../../aws/http";
import { readUpdateRequest, type Updater } from "./updater";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Whether a request was meant for this listener and knows its token. A page that has its own name resolve to 127.0.0.1 shows
 * another host; digests of equal length are compared in constant time.
 */
export const isAdmitted = ({ headers }: Pick<IncomingMessage, "headers">, host: string, token: string): boolean =>
  headers.host === host && timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${token}`));

/** Where the commands reach a running engine, and what lets them in. */
export type Control = { readonly url: string; readonly token: string };

export type RunningControl = Control & { readonly stop: () => Promise<void> };

/** Config with every project of a large installation fits. */
const MOST_BYTES = 4 * 1024 * 1024;

const refuse = (response: ServerResponse, status: number, error: string): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify({ error })}\n`);
};

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Answers line by line in JSON: `{line}` as it goes on, at the end `{summary}` or `{error}`. */
const update = async (updater: Updater, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readBody(request, MOST_BYTES)();
  if (E.isLeft(body)) return refuse(response, 413, `the request is longer than ${MOST_BYTES} bytes`);
  const write = (entry: object): void => void response.write(`${JSON.stringify(entry)}\n`);
  try {
    const asked = readUpdateRequest(JSON.parse(body.right.toString("utf8")));
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    write({ summary: await updater.update(asked, (line) => write({ line })) });
  } catch (error) {
    if (!response.headersSent) return refuse(response, 400, textOf(error));
    write({ error: textOf(error) });
  }
  response.end();
};

/** Listens on 127.0.0.1 for the commands that change a running engine; every one has to show the token. */
export const startControl = async (updater: Updater): Promise<RunningControl> => {
  const token = randomBytes(32).toString("hex");
  const server = createServer((request, response) => {
    if (!isAdmitted(request, new URL(url).host, token)) return refuse(response, 403, "not admitted");
    const asked = `${request.method} ${request.url}`;
    if (asked === "GET /") return void response.writeHead(204).end();
    if (asked !== "POST /update") return refuse(response, 404, `there is no ${asked}`);
    update(updater, request, response).catch(() => response.destroy());
  });
  const { url, stop } = await listenOnLoopback("the engine's control", 0, server);
  return { url, token, stop };
};
