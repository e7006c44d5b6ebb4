import { join } from "node:path";
import * as E from "fp-ts/Either";
import { requestUpdate } from "../engine/update/running-engine";
import { localClients } from "../ops/connect/aws-clients";
import { opsEnvOn, readyTarget } from "../ops/connect/connect";
import type { OpsEnv } from "../ops/connect/ops-env";
import { localStack } from "../ops/project/on-stack-in-effect";
import { readStackFile } from "../ops/stack-file/stack-file";
import { breakActions, scenarios } from "./actions/break-actions";
import { consentActions, consentQuestions } from "./actions/consent-actions";
import { localSender } from "./actions/local-sender";
import { phoneAction } from "./actions/phone-action";
import { projectActions, projectQuestions } from "./actions/project-actions";
import { steerActions } from "./actions/steer-actions";
import { type ConsoleApp, makeConsoleApp } from "./server/console-app";
import { errorsTo } from "./server/console-parts";
import type { KnownTabs } from "./server/known-tabs";
import type { EngineFeed, LocalEngine, RunningProgram } from "./source/local/engine-feed";
import { makeLocalSource } from "./source/local/local-source";
import { makePastEvents } from "./source/local/past-events";
import { openVeil } from "./source/veil";

/** The key that the references of receipts are sealed with, by which a carrier's message is told to be a conversation's. */
const receiptKeyOf = async (env: OpsEnv): Promise<string> => {
  const key = await env.secrets.get(env.receiptKeyName)();
  if (E.isLeft(key)) throw new Error("the secret of the receipts' references cannot be read");
  return key.right;
};

/** With other providers, a fault of a stand-in breaks nothing, and a message to somebody made up may reach somebody real. */
const usesStandIns = ({ ready, providers }: LocalEngine): boolean =>
  (["openai", "twilio", "sendgrid"] as const).every((name) => ready.providers[name] === providers[name].url);

const REAL = "This engine uses other providers than its stand-ins: what you send leaves this machine.";

type ConsolePlace = {
  /** The project's folder, below which actions are recorded. */
  readonly folder: string;
  readonly program: RunningProgram;
  readonly tabs: KnownTabs;
  readonly warn: (text: string) => void;
};

/** The whole console of a running local engine. */
export const consoleOfEngine = async (
  engine: LocalEngine,
  feed: EngineFeed,
  { folder, program, tabs, warn }: ConsolePlace,
): Promise<ConsoleApp> => {
  const { ready, services } = engine;
  const clients = localClients(ready);
  const onError = errorsTo(warn);
  const env = opsEnvOn(readyTarget(ready), clients, warn);
  const past = makePastEvents(await receiptKeyOf(env));
  const isDemonstration = usesStandIns(engine);
  const notes = isDemonstration ? [] : [REAL];
  const desk = {
    file: () => readStackFile(program.folder, "local", program.configFile),
    inEffect: localStack(() => engine.ready, warn),
    update: (allowRemoval: boolean) => requestUpdate(engine.ready, { allowRemoval }),
  };
  const source = await makeLocalSource({ engine, feed, env, past, notes, onError });
  return makeConsoleApp({
    source,
    operator: env.operator,
    mayAct: true,
    actions: [
      ...steerActions(env, services.cloud.dynamo, ready.tables.company, desk.file),
      ...projectActions(env, desk),
      ...consentActions(env),
      ...(isDemonstration
        ? [...breakActions({ engine, feed, env, past }), phoneAction({ providers: engine.providers, env, past })]
        : []),
    ],
    questions: { ...projectQuestions(env, source, desk), ...consentQuestions(env, openVeil) },
    scenarios: isDemonstration ? scenarios.map(({ run, ...view }) => view) : [],
    sender: localSender(engine),
    journalFile: join(folder, ".local/console-actions.jsonl"),
    tabs,
    onError,
    close: async () => {
      desk.inEffect.close();
      clients.close();
    },
  });
};
