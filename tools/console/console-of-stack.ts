import { join } from "node:path";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import * as E from "fp-ts/Either";
import { namesFor } from "../../infra/names";
import { awsCaller } from "../ops/connect/aws-caller";
import { deployedClients } from "../ops/connect/aws-clients";
import { deployedTarget, opsEnvOn } from "../ops/connect/connect";
import { deployedStack } from "../ops/project/on-stack-in-effect";
import { readStackFile } from "../ops/stack-file/stack-file";
import { consentActions, consentQuestions } from "./actions/consent-actions";
import { projectActions, projectQuestions } from "./actions/project-actions";
import { steerActions } from "./actions/steer-actions";
import type { ConsoleCliOptions } from "./cli-options";
import { type ConsoleApp, makeConsoleApp } from "./server/console-app";
import { errorsTo } from "./server/console-parts";
import { makeDeployedSource } from "./source/deployed/deployed-source";
import { closedVeil, openVeil } from "./source/veil";

/** The whole console of a deployed stack; rejects in words when there is no such stack. */
export const consoleOfStack = async (
  { stack, region, allowActions, reveal }: ConsoleCliOptions,
  folder: string,
  warn: (text: string) => void,
): Promise<ConsoleApp> => {
  const place = region === undefined ? {} : { region };
  const clients = deployedClients(region);
  const cloudWatch = new CloudWatchClient(place);
  const logs = new CloudWatchLogsClient(place);
  const close = async (): Promise<void> => {
    clients.close();
    cloudWatch.destroy();
    logs.destroy();
  };
  try {
    const { dynamo, sqs } = clients;
    const target = await deployedTarget(stack, sqs);
    const onError = errorsTo(warn);
    const env = opsEnvOn(target, clients, warn, await awsCaller(region));
    const veil = reveal ? openVeil : closedVeil;
    const source = makeDeployedSource({ target, env, dynamo, sqs, cloudWatch, logs, veil, onError });
    const file = () => readStackFile(folder, stack);
    const desk = E.toUnion(
      E.tryCatch(
        () => ({ file, inEffect: deployedStack(file(), region, warn) }),
        () => undefined,
      ),
    );
    return makeConsoleApp({
      source,
      operator: env.operator,
      mayAct: allowActions,
      actions: [
        ...steerActions(env, dynamo, namesFor(stack)("company-data"), file),
        ...projectActions(env, desk),
        ...consentActions(env),
      ],
      questions: { ...projectQuestions(env, source, desk), ...consentQuestions(env, veil) },
      scenarios: [],
      sender: undefined,
      journalFile: join(folder, `.local/console-actions-${stack}.jsonl`),
      onError,
      close: async () => {
        desk?.inEffect.close();
        await close();
      },
    });
  } catch (error) {
    await close();
    throw error;
  }
};
