import { rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Credentials } from "../../aws/guard";
import type { LambdaHost } from "../../aws/lambda/lambda-host";
import { privateFolder, replaceFile } from "../../aws/private-files";
import type { ProviderUrls } from "../program/provider-settings";
import type { StackOutputs } from "../program/run-stack";
import type { Cloud } from "../resources/cloud";
import type { Control } from "../update/control";
import { isEngineAlive } from "../update/running-engine";

/** Everything that a tool needs to know of a running engine. */
export type Ready = {
  readonly region: string;
  /** Of this start: what a client of the stand-ins for AWS signs with; the key id opens the control operations of those for the providers, too. */
  readonly credentials: Credentials;
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
    readonly s3: string;
    /** Of the companies: `/events/COMPANY_ID/PROJECT_ID` is told what happens; the control operations are those of the providers. */
    readonly company: string;
  };
  readonly tables: StackOutputs["tables"];
  readonly queues: StackOutputs["queueUrls"];
  /** Where Twilio and SendGrid post what people write, and the queue in which it waits; none with a version that has neither. */
  readonly inboundAddresses: NonNullable<StackOutputs["inboundAddresses"]>;
  readonly repliesQueue: NonNullable<StackOutputs["repliesQueue"]> | null;
  /** What the companies are told; none with a version that tells nothing. */
  readonly eventsQueue: NonNullable<StackOutputs["eventsQueue"]> | null;
  readonly topicArn: string;
  readonly functions: Readonly<Record<string, { readonly invokeUrl: string }>>;
  readonly providers: ProviderUrls;
  /** Where `npm run up` reaches the engine. */
  readonly control: Control;
};

type ReadyParts = {
  readonly cloud: Cloud;
  readonly lambda: Pick<LambdaHost, "invokeUrl">;
  readonly company: string;
  readonly providers: ProviderUrls;
  readonly control: Control;
  readonly consoleUrl: string | null;
};

export const readyOf = (
  outputs: StackOutputs,
  { cloud, lambda, company, providers, control, consoleUrl }: ReadyParts,
): Ready => ({
  region: cloud.place.region,
  credentials: cloud.credentials,
  apiUrl: outputs.apiUrl,
  receiptsUrl: outputs.receiptsUrl,
  consoleUrl,
  apiKeys: outputs.apiKeys,
  endpoints: {
    dynamodb: cloud.endpoints.dynamodb,
    sqs: cloud.endpoints.sqs,
    secretsmanager: cloud.endpoints.secretsManager,
    sns: cloud.endpoints.sns,
    s3: cloud.endpoints.s3,
    company,
  },
  tables: outputs.tables,
  queues: outputs.queueUrls,
  inboundAddresses: outputs.inboundAddresses ?? [],
  repliesQueue: outputs.repliesQueue ?? null,
  eventsQueue: outputs.eventsQueue ?? null,
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

/** Keeps the file for its owner alone; the end of this process removes it too. */
export const keepReadyFile = (file: string, first: Ready): ReadyFile => {
  const write = (ready: Ready): void => replaceFile(file, `${JSON.stringify(ready, null, 2)}\n`, 0o600);
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
  privateFolder(dirname(file));
  return keepReadyFile(file, ready);
};
