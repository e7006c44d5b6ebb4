import type { IncomingMessage, ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import * as t from "io-ts";
import type { JsonObject } from "../../../runtime/codec/json";
import type { About } from "../api/about";
import { wordsOf } from "../api/action";
import { type ConversationAnswer, noFilter } from "../api/conversation";
import type { ConsoleParts } from "./console-parts";
import { asked as askedFor, readJson, Words } from "./input";
import { pageFiles } from "./page-files";
import { type ActionJournal, makeActionJournal, performAction } from "./perform-action";
import { makePushStream } from "./push-stream";
import { json, plain, problem, type Reply } from "./reply";

const PAGE_ROWS = 100;

const nothingHere = plain("There is nothing here.", 404);

const about = async ({ source, operator, mayAct, scenarios, sender }: ConsoleParts): Promise<About> => ({
  ...(await source.about()),
  operator,
  mayAct,
  maySend: sender !== undefined,
  standIns: scenarios.length > 0,
  scenarios,
});

const conversationAnswer = async (source: ConsoleParts["source"], id: string): Promise<ConversationAnswer> => {
  const view = await source.conversation(id);
  return view === undefined ? { view: null, why: await source.whyNone(id) } : { view, why: null };
};

const get = async (parts: ConsoleParts, journal: ActionJournal, { pathname, searchParams }: URL): Promise<Reply> => {
  const { source, sender } = parts;
  const asked = (name: string): string => searchParams.get(name) ?? "";
  switch (pathname) {
    case "/api/about":
      return json(await about(parts));
    case "/api/history":
      return json(await source.history());
    case "/api/conversations": {
      const filter = pipe(
        noFilter,
        R.mapWithIndex((name) => asked(name)),
      );
      return json(await source.conversations(filter, searchParams.get("next") ?? undefined, PAGE_ROWS));
    }
    case "/api/conversation":
      return json(await conversationAnswer(source, asked("id")));
    case "/api/actions":
      return json(journal.list());
    case "/api/key": {
      const value = sender?.keyOf(asked("company"), asked("project"), searchParams.get("id") ?? undefined);
      return value === undefined ? problem("the console does not know this project's key", 404) : json({ value });
    }
    default:
      return nothingHere;
  }
};

const answerTo = async ({ questions }: ConsoleParts, name: string, input: JsonObject): Promise<Reply> => {
  const question = questions[name];
  if (question === undefined) return problem(`this console cannot be asked for "${name}"`, 404);
  return pipe(
    await question(input),
    E.match((words) => problem(words, 400), json),
  );
};

const trySending = async ({ sender }: ConsoleParts, input: JsonObject): Promise<Reply> =>
  sender === undefined
    ? problem("this console cannot send: it does not know the project's key", 403)
    : pipe(
        await sender.send(input),
        E.match((words) => problem(words, 400), json),
      );

const letTabIn = ({ tabs }: ConsoleParts, input: JsonObject): Reply =>
  pipe(
    askedFor(t.type({ key: Words }))(input),
    E.match(
      (words) => problem(words, 400),
      ({ key }) => {
        tabs?.letIn(key);
        return json({});
      },
    ),
  );

const post = async (
  parts: ConsoleParts,
  journal: ActionJournal,
  path: string,
  request: IncomingMessage,
): Promise<Reply> => {
  const input = await readJson(request)();
  if (E.isLeft(input)) return problem(input.left, 400);
  if (path === "/api/try") return trySending(parts, input.right);
  if (path === "/api/tab") return letTabIn(parts, input.right);
  const [, asks] = /^\/api\/ask\/([a-z-]+)$/.exec(path) ?? [];
  if (asks !== undefined) return answerTo(parts, asks, input.right);
  const [, name] = /^\/api\/actions\/([a-z-]+)$/.exec(path) ?? [];
  return name === undefined ? nothingHere : performAction(parts, journal, name, input.right);
};

/** The console behind its guard: the page, its data, its actions. */
export const makeConsoleApp = (parts: ConsoleParts) => {
  const stream = makePushStream(parts.source, parts.onError);
  const journal = makeActionJournal(parts.journalFile, (action) => stream.push({ kind: "action", action }));
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    stream.close();
    await parts.source.close();
    await parts.close();
  };
  return {
    /** Answers, or takes the response over when it gives nothing back. */
    handle: async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<Reply | undefined> => {
      if (request.method === "GET" && url.pathname === "/api/events") {
        stream.open(response);
        return undefined;
      }
      const file = request.method === "GET" ? (await pageFiles()).get(url.pathname) : undefined;
      if (file !== undefined) return file;
      try {
        return await (request.method === "GET"
          ? get(parts, journal, url)
          : post(parts, journal, url.pathname, request));
      } catch (error) {
        parts.onError(error);
        return problem(wordsOf(error), 500);
      }
    },
    close: (): Promise<void> => {
      closing ??= close();
      return closing;
    },
  };
};
export type ConsoleApp = ReturnType<typeof makeConsoleApp>;
