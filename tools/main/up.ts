import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { NotDone, processOutput, runProcess } from "../command-line";
import { readControl, requestUpdate } from "../engine/update/running-engine";
import { summaryText } from "../engine/update/summary";
import { upCommand } from "./up-options";

const { print, warn } = processOutput;

void runProcess(
  upCommand().action(({ ready, json, ...asked }) =>
    pipe(
      TE.fromEither(readControl(ready)),
      TE.chain((engine) => requestUpdate(engine, asked, warn)),
      TE.match(
        (reason) => {
          throw new NotDone(reason);
        },
        (summary) => print(json ? JSON.stringify(summary, null, 2) : summaryText(summary)),
      ),
    )(),
  ),
);
