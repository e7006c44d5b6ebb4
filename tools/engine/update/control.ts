import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as TE from "fp-ts/TaskEither";
import { parseJson } from "../../../runtime/codec/json";
import { holders, newKey } from "../../aws/guard";
import { listenOnLoopback, readBody, sendJson } from "../../aws/http";
import type { Summary } from "./summary";
import { type Progress, readUpdateRequest, type UpdateRequest } from "./updater";

/** Where the commands reach a running engine, and what lets them in. */
export type Control = { readonly url: string; readonly token: string };

/** What the commands ask of a running engine. */
export type Update = (request: UpdateRequest, progress: Progress) => TE.TaskEither<string, Summary>;

/** Config with every project of a large installation fits. */
const MOST_BYTES = 4 * 1024 * 1024;

const refuse = (response: ServerResponse, status: number, error: string): void => sendJson(response, status, { error });

/** Answers line by line in JSON: `{line}` as it goes on, at the end `{summary}` or `{error}`. */
const answer = async (update: Update, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readBody(request, MOST_BYTES)();
  if (E.isLeft(body)) return refuse(response, 413, `the request is longer than ${MOST_BYTES} bytes`);
  const asked = pipe(
    body.right.toString("utf8"),
    parseJson(() => "the body must be JSON"),
    E.chain(readUpdateRequest),
  );
  if (E.isLeft(asked)) return refuse(response, 400, asked.left);
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  const write = (entry: object): void => void response.write(`${JSON.stringify(entry)}\n`);
  const onLine = (line: string): void => write({ line });
  const end = await update(asked.right, { onLine, warn: (text) => onLine(`warning: ${text}`) })();
  write(E.isRight(end) ? { summary: end.right } : { error: end.left });
  response.end();
};

/** Listens on 127.0.0.1 for the commands that change a running engine; every one has to show the token. */
export const startControl = async (update: Update): Promise<Control & { readonly stop: () => Promise<void> }> => {
  const token = newKey();
  const server = createServer((request, response) => {
    const asked = `${request.method} ${request.url}`;
    if (asked === "GET /") return void response.writeHead(204).end();
    if (asked !== "POST /update") return refuse(response, 404, `there is no ${asked}`);
    answer(update, request, response).catch(() => response.destroy());
  });
  const { url, stop } = await listenOnLoopback("the engine's control", 0, server, holders(token, "bearer"));
  return { url, token, stop };
};
