import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { LambdaHost } from "../../aws/lambda/lambda-host";
import type { ProviderUrls } from "../program/provider-settings";
import type { StackOutputs } from "../program/run-stack";
import type { Cloud } from "../resources/cloud";
import type { Control } from "../update/control";
import { isEngineAlive } from "../update/running-engine";

/** Everything that a tool needs to know of a running engine. */
export type Ready = {
  readonly region: string;
  readonly apiUrl: string;
  readonly receiptsUrl: string;
  /** With the key that opens it; null while the engine has no console. */
  readonly consoleUrl: string | null;
  readonly apiKeys: StackOutputs["apiKeys"];
  readonly endpoints: {
    readonly dynamodb: string;
    readonly sqs: string;
    readonly secretsmanager: string;
    readonly sns: string;
  };
  readonly tables: StackOutputs["tables"];
  readonly queues: StackOutputs["queueUrls"];
  readonly topicArn: string;
  readonly functions: Readonly<Record<string, { readonly invokeUrl: string }>>;
  readonly providers: ProviderUrls;
  /** Where `npm run up` reaches the engine. */
  readonly control: Control;
};

type ReadyParts = {
  readonly cloud: Cloud;
  readonly lambda: Pick<LambdaHost, "invokeUrl">;
  readonly providers: ProviderUrls;
  readonly control: Control;
  readonly consoleUrl: string | null;
};

export const readyOf = (
  outputs: StackOutputs,
  { cloud, lambda, providers, control, consoleUrl }: ReadyParts,
): Ready => ({
  region: cloud.place.region,
  apiUrl: outputs.apiUrl,
  receiptsUrl: outputs.receiptsUrl,
  consoleUrl,
  apiKeys: outputs.apiKeys,
  endpoints: {
    dynamodb: cloud.endpoints.dynamodb,
    sqs: cloud.endpoints.sqs,
    secretsmanager: cloud.endpoints.secretsManager,
    sns: cloud.endpoints.sns,
  },
  tables: outputs.tables,
  queues: outputs.queueUrls,
  topicArn: outputs.topicArn,
  functions: Object.fromEntries(outputs.functionNames.map((name) => [name, { invokeUrl: lambda.invokeUrl(name) }])),
  providers,
  control: { url: control.url, token: control.token },
});

/** A file that tells of a running engine. */
export type ReadyFile = {
  readonly write: (ready: Ready) => void;
  readonly stop: () => Promise<void>;
};

/** Writes the file in one step, so that nobody reads half of it; the end of this process removes it too. */
export const keepReadyFile = (file: string, first: Ready): ReadyFile => {
  const write = (ready: Ready): void => {
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, `${JSON.stringify(ready, null, 2)}\n`, { mode: 0o600 });
    renameSync(unfinished, file);
  };
  const remove = (): void => rmSync(file, { force: true });
  write(first);
  process.once("exit", remove);
  return {
    write,
    stop: async () => {
      process.off("exit", remove);
      remove();
    },
  };
};

/** Keeps the ready file at its fixed place, unless another engine that lives has its own there. */
export const announce = async (file: string, ready: Ready): Promise<ReadyFile | undefined> => {
  if (await isEngineAlive(file)) return undefined;
  mkdirSync(dirname(file), { recursive: true });
  return keepReadyFile(file, ready);
};
