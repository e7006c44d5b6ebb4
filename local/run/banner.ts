import { curlLine } from "./demonstration";
import type { Ready } from "./ready";

const row = (name: string, value: string): string => `  ${name.padEnd(12)}${value}`;

/** A project with its key. */
export const keyRow = ({ company_id, project_id, value }: Ready["apiKeys"][number]): string =>
  row("Project", `${company_id} ${project_id}  x-api-key ${value}`);

/** What a person sees once the engine is up. */
export const banner = (ready: Ready, seconds: number, requestId: string, at: Date): string => {
  const [demonstration] = ready.apiKeys;
  return [
    `The engine runs, ${seconds.toFixed(1)} s after it was started; Ctrl-C ends it.`,
    "",
    ...(ready.consoleUrl === null ? [] : [row("Console", ready.consoleUrl), ""]),
    row("API", `${ready.apiUrl}/initiate-conversation`),
    ...ready.apiKeys.map(keyRow),
    ...(["openai", "twilio", "sendgrid"] as const).map((name) => row(name, ready.providers[name])),
    ...(demonstration === undefined
      ? []
      : [
          "",
          ready.consoleUrl === null
            ? "Send a first message: paste this into another terminal."
            : "Send a first message: open the console, or paste this into another terminal.",
          "",
          curlLine(ready, demonstration, requestId, at),
        ]),
    "",
  ].join("\n");
};
