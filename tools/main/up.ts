import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { NotDone, runProcess } from "../command-line";
import { readControl, requestUpdate } from "../engine/update/running-engine";
import { summaryText } from "../engine/update/summary";
import { processTerminal } from "../ops/cli/terminal";
import { upCommand } from "./up-options";

const { print, warn, ask } = processTerminal();

const mayRemove = async (reason: string): Promise<boolean> =>
  (await ask(`${reason}\nRemove all of this? Type yes to go on: `))?.trim() === "yes";

void runProcess(
  upCommand().action(({ ready, json, ...asked }) =>
    pipe(
      TE.fromEither(readControl(ready)),
      TE.chain((engine) => requestUpdate(engine, asked, warn, mayRemove)),
      TE.match(
        (reason) => {
          throw new NotDone(reason);
        },
        (summary) => print(json ? JSON.stringify(summary, null, 2) : summaryText(summary)),
      ),
    )(),
  ),
);
