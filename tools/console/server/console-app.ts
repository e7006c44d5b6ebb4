import type { IncomingMessage, ServerResponse } from "node:http";
import type { About } from "../api/about";
import type { ConversationFilter } from "../api/conversation";
import type { ConsoleParts } from "./console-parts";
import { readJson } from "./input";
import { pageFiles } from "./page-files";
import { type ActionJournal, makeActionJournal, performAction } from "./perform-action";
import { makePushStream } from "./push-stream";
import { BadInput, json, plain, problem, type Reply } from "./reply";

type Query = URLSearchParams;

const PAGE_ROWS = 100;

const filterOf = (query: Query): ConversationFilter => ({
  project: query.get("project") ?? "",
  channel: query.get("channel") ?? "",
  status: query.get("status") ?? "",
  recipient: query.get("recipient") ?? "",
});

const about = async ({ source, operator, mayAct, scenarios, sender }: ConsoleParts): Promise<About> => ({
  ...(await source.about()),
  operator,
  mayAct,
  mayBreak: scenarios.length > 0,
  maySend: sender !== undefined,
  scenarios,
});

/** Null for one that has no record (yet): an accepted request waits in its queue until a processor claims it. */
const conversation = async ({ source }: ConsoleParts, id: string): Promise<Reply> =>
  json((await source.conversation(id)) ?? null);

const keyOf = ({ sender }: ConsoleParts, query: Query): Reply => {
  const value = sender?.keyOf(query.get("company") ?? "", query.get("project") ?? "");
  return value === undefined ? problem("the console does not know this project's key", 404) : json({ value });
};

const get = async (parts: ConsoleParts, journal: ActionJournal, path: string, query: Query): Promise<Reply> => {
  switch (path) {
    case "/api/about":
      return json(await about(parts));
    case "/api/history":
      return json(await parts.source.history());
    case "/api/conversations":
      return json(await parts.source.conversations(filterOf(query), query.get("next") ?? undefined, PAGE_ROWS));
    case "/api/conversation":
      return conversation(parts, query.get("id") ?? "");
    case "/api/actions":
      return json(journal.list());
    case "/api/key":
      return keyOf(parts, query);
    default:
      return plain("There is nothing here.", 404);
  }
};

const post = async (
  parts: ConsoleParts,
  journal: ActionJournal,
  path: string,
  request: IncomingMessage,
): Promise<Reply> => {
  const input = await readJson(request);
  if (path === "/api/try") {
    if (parts.sender === undefined) return problem("this console cannot send: it does not know the project's key", 403);
    return json(await parts.sender.send(input));
  }
  const [, name] = /^\/api\/actions\/([a-z-]+)$/.exec(path) ?? [];
  return name === undefined ? plain("There is nothing here.", 404) : performAction(parts, journal, name, input);
};

/** Answers a request that may be answered. */
export const answer = (
  parts: ConsoleParts,
  journal: ActionJournal,
  request: IncomingMessage,
  { pathname, searchParams }: URL,
): Promise<Reply> =>
  request.method === "GET" ? get(parts, journal, pathname, searchParams) : post(parts, journal, pathname, request);

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
