import { processOutput, runProcess } from "../command-line";
import { readControl, requestUpdate } from "../engine/update/running-engine";
import { summaryText } from "../engine/update/summary";
import { upCommand } from "./up-options";

const { print, warn } = processOutput;

void runProcess(
  upCommand().action(async ({ ready, json, ...asked }) => {
    const summary = await requestUpdate(readControl(ready), asked, warn);
    print(json ? JSON.stringify(summary, null, 2) : summaryText(summary));
  }),
);
