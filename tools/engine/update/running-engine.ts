import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../../../runtime/codec/json";
import type { Control } from "./control";
import { isRemovalRefusal } from "./removals";
import type { Summary } from "./summary";
import type { UpdateRequest } from "./updater";

/** Where the engine of a project folder tells of itself, for the commands that are not told another file. */
export const readyPlace = (folder: string = resolve(__dirname, "../../..")): string =>
  join(folder, ".local", "ready.json");

/** The command that starts an engine which writes the file. */
const startCommandFor = (file: string): string =>
  file === readyPlace() ? "npm start" : `npm start -- --ready ${file}`;

/** What a running engine tells of itself, as far as the codec asks. */
export const readReadyFile = <A>(file: string, codec: t.Decoder<unknown, A>): E.Either<string, A> =>
  pipe(
    E.tryCatch(
      () => readFileSync(file, "utf8"),
      () => `${file} cannot be read: is the engine running (${startCommandFor(file)})?`,
    ),
    E.chain(parseJson(() => `${file} is no ready file: not JSON`)),
    E.chain(decodeOr(codec, (places) => `${file} is no ready file: ${places}`)),
  );

type Reachable = { readonly control: Control };

const Reachable = t.type({ control: t.type({ url: t.string, token: t.string }) });

/** Where the engine that wrote a ready file is controlled. */
export const readControl = (file: string): E.Either<string, Reachable> => readReadyFile(file, Reachable);

const MOST_MS = 2_000;

const ask = ({ url, token }: Control, path: string, init: RequestInit): TE.TaskEither<string, Response> =>
  TE.tryCatch(
    () => fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
    () => `the engine runs no more, it does not answer at ${url}: npm start starts one`,
  );

/** What is said of an engine that is gone without having removed its file. */
export const runsNoMore = (file: string): string =>
  `the engine that wrote ${file} runs no more: ${startCommandFor(file)} starts one`;

/** Asks the engine that wrote a file whether it still runs. */
export const isEngineAlive = (file: string): Promise<boolean> =>
  pipe(
    TE.fromEither(readControl(file)),
    TE.chain(({ control }) => ask(control, "/", { signal: AbortSignal.timeout(MOST_MS) })),
    TE.match(
      () => false,
      ({ ok }) => ok,
    ),
  )();

const readAnswer = async ({ body }: Response, onLine: (line: string) => void): Promise<E.Either<string, Summary>> => {
  const lines = body === null ? [] : createInterface({ input: Readable.fromWeb(body) });
  for await (const text of lines) {
    const { line, summary, message, error = message } = JSON.parse(text);
    if (typeof line === "string") onLine(line);
    if (typeof error === "string") return E.left(error);
    if (summary !== undefined) return E.right(summary);
  }
  return E.left("the engine ended before the update did");
};

const requestOnce = (
  { control }: Reachable,
  request: Partial<UpdateRequest>,
  onLine: (line: string) => void,
): TE.TaskEither<string, Summary> =>
  pipe(
    ask(control, "/update", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    }),
    TE.chain((answer) =>
      TE.tryCatch(
        () => readAnswer(answer, onLine),
        () => "the engine ended before the update did",
      ),
    ),
    TE.chainEitherK((summary) => summary),
  );

/**
 * Has a running engine run its program again and bring its resources to what it declares now; `onLine` hears of the progress.
 * Fails in the engine's own words when it does not come about. Where projects, keys or secrets would go, `mayRemove` is asked.
 */
export const requestUpdate = (
  engine: Reachable,
  request: Partial<UpdateRequest>,
  onLine: (line: string) => void = () => undefined,
  mayRemove: (reason: string) => Promise<boolean> = async () => false,
): TE.TaskEither<string, Summary> =>
  pipe(
    requestOnce(engine, request, onLine),
    TE.orElse(
      (reason) => async () =>
        isRemovalRefusal(reason) && (await mayRemove(reason))
          ? requestOnce(engine, { ...request, allowRemoval: true }, onLine)()
          : E.left(reason),
    ),
  );
