import { type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import { makeConsoleApp } from "../../../console/server/console-app";
import type { ConsoleParts } from "../../../console/server/console-parts";
import { type Console, openConsole } from "../../../console/server/open-console";
import { makeSession } from "../../../console/server/session";
import { someParts } from "./some-parts";

export const KEY = "the-key-of-this-start";

export type Got = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

export type AConsole = Console & {
  readonly port: number;
  readonly ask: (
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
    body?: string,
  ) => Promise<Got>;
  /** As the console's own page asks. */
  readonly own: (method: string, path: string, body?: object) => Promise<Got>;
};

/** A console on a free port, whose requests are made by hand: `fetch` would not forge a host. */
export const aConsole = async (parts: Partial<ConsoleParts> = {}): Promise<AConsole> => {
  const opened = await openConsole({
    port: 0,
    session: makeSession(KEY),
    makeApp: async () => makeConsoleApp({ ...someParts(), ...parts }),
    warn: () => undefined,
  });
  const port = Number(new URL(opened.url).port);
  const ask: AConsole["ask"] = (method, path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      request({ host: "127.0.0.1", port, method, path, headers, agent: false }, async (answer) =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) }),
      )
        .on("error", reject)
        .end(body);
    });
  return {
    ...opened,
    port,
    ask,
    own: (method, path, body) =>
      ask(
        method,
        path,
        {
          host: `127.0.0.1:${port}`,
          cookie: `console_${port}=${KEY}`,
          ...(method === "GET" ? {} : { origin: `http://127.0.0.1:${port}`, "content-type": "application/json" }),
        },
        body === undefined ? undefined : JSON.stringify(body),
      ),
  };
};
