import type { IncomingMessage, ServerResponse } from "node:http";
import { makeActionJournal } from "./action-journal";
import type { ConsoleParts } from "./console-parts";
import { pageFiles } from "./page-files";
import { makePushStream } from "./push-stream";
import { BadInput, problem, type Reply } from "./reply";
import { answer } from "./routes";

/** The console behind its guard: the page, its data, its actions. */
export type ConsoleApp = {
  /** Answers, or takes the response over when it gives nothing back. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<Reply | undefined>;
  readonly close: () => Promise<void>;
};

export const makeConsoleApp = (parts: ConsoleParts): ConsoleApp => {
  const stream = makePushStream(parts.source, parts.warn);
  const journal = makeActionJournal(parts.journalFile, (action) => stream.push({ kind: "action", action }));
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    stream.close();
    await parts.source.close();
    await parts.close();
  };
  return {
    handle: async (request, response, url) => {
      if (request.method === "GET" && url.pathname === "/api/events") {
        stream.open(response);
        return undefined;
      }
      const file = request.method === "GET" ? (await pageFiles()).get(url.pathname) : undefined;
      if (file !== undefined) return file;
      try {
        return await answer(parts, journal, request, url);
      } catch (error) {
        if (error instanceof BadInput) return problem(error.message, 400);
        const text = error instanceof Error ? error.message : String(error);
        parts.warn(`console: ${text}`);
        return problem(text, 500);
      }
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
};
