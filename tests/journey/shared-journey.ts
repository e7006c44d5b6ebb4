import { join } from "node:path";
import { suite } from "uvu";
import type { AlarmChange } from "../../tools/aws/cloudwatch/alarm";
import type { LogLine } from "../../tools/aws/lambda/log-lines";
import type { Listeners } from "../../tools/engine/run/start-engine";
import { startQuietEngine } from "../../tools/measure/sample/quiet-engine";
import { localClients } from "../../tools/ops/connect/aws-clients";

/** What an engine told of itself, from its start on. */
type Heard = {
  readonly lines: LogLine[];
  readonly accessLines: string[];
  readonly alarms: AlarmChange[];
  readonly warnings: string[];
};

type Logged = Readonly<Record<string, unknown>>;

const listening = (): { readonly heard: Heard; readonly listeners: Partial<Listeners> } => {
  const heard: Heard = { lines: [], accessLines: [], alarms: [], warnings: [] };
  return {
    heard,
    listeners: {
      onLogLine: (line) => void heard.lines.push(line),
      onAccessLog: (line) => void heard.accessLines.push(line),
      onAlarm: (change) => void heard.alarms.push(change),
      warn: (text) => void heard.warnings.push(text),
    },
  };
};

const messageOf = ({ line }: LogLine): readonly Logged[] => {
  const { message } = JSON.parse(line) as { readonly message?: Logged | string };
  return typeof message === "object" ? [message] : [];
};

/** The events that the functions logged about one request, in their order. */
export const eventsOf = ({ lines }: Heard, requestId: string): readonly Logged[] =>
  lines
    .filter(({ line }) => line.includes(requestId))
    .flatMap(messageOf)
    .filter(({ request_id }) => request_id === requestId);

/** How an engine differs from the demonstration: its config, and a file beside this one that every function loads first. */
type Setting = { readonly config: Readonly<Record<string, unknown>>; readonly preload?: string };

const start = async ({ config, preload }: Setting) => {
  const { heard, listeners } = listening();
  const environment = preload === undefined ? [] : [`--env=NODE_OPTIONS=--require ${join(__dirname, preload)}`];
  const engine = await startQuietEngine(config, listeners, environment);
  const { dynamo, queues } = engine.services.taps;
  const { close, ...clients } = localClients(engine.ready);
  return {
    ...engine,
    /** Has the table or the queues refuse the calls that match, until the function that it gives is called. */
    refuse: (...refusal: Parameters<typeof dynamo.refuse>): (() => void) => {
      const ends = [dynamo.refuse(...refusal), queues.refuse(...refusal)];
      return () => {
        for (const end of ends) end();
      };
    },
    heard,
    ...clients,
    stop: async () => {
      close();
      await engine.stop();
    },
    get ready() {
      return engine.ready;
    },
  };
};

/** A running engine with clients for what it keeps. */
export type Journey = Awaited<ReturnType<typeof start>>;

/**
 * Makes suites whose tests are given an engine that all such suites of this process share: the first test starts it, and the last
 * suite ends it. uvu loads every file before it runs the first, so that all users are known by then. A hook of uvu's that fails
 * before the tests passes for a success; so the start is left to the tests.
 */
export const sharedJourney = (setting: Setting) => {
  let users = 0;
  let running: Promise<Journey> | undefined;
  return (name: string) => {
    const own = suite(name);
    users += 1;
    own.after(async () => {
      users -= 1;
      if (users === 0) await (await running)?.stop();
    });
    const test = (title: string, act: (journey: Journey) => Promise<void>): void =>
      own(title, async () => {
        running ??= start(setting);
        await act(await running);
      });
    return Object.assign(test, { run: () => own.run() });
  };
};
