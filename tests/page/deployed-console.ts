import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { makeConsoleApp } from "../../console/server/console-app";
import { type Console, openConsole } from "../../console/server/open-console";
import { makeDeployedSource } from "../../console/source/deployed/deployed-source";
import { closedVeil } from "../../console/source/veil";
import { redriveAction } from "../../console/steer/redrive-action";
import type { Engine } from "../../local/run/start-engine";
import { localClients } from "../../ops/connect/aws-clients";
import { opsEnvOn } from "../../ops/connect/ops-env-on";
import { someParts } from "../console/server/some-parts";
import { fakeAws } from "../console/source/deployed/fake-aws";

/** The console of a deployed stack over the tables and queues of a local engine, which has no CloudWatch to ask. */
export const openDeployedConsole = ({ ready }: Engine): Promise<Console> => {
  const clients = localClients({ region: ready.region, ...ready.endpoints });
  const target = {
    stack: "local",
    conversationsTable: ready.tables.conversations,
    openaiUrl: ready.providers.openai,
    queues: ready.queues,
  };
  const warn = (): void => undefined;
  const env = opsEnvOn(target, clients, warn);
  const cloudWatch = fakeAws<CloudWatchClient>({
    GetMetricDataCommand: () => ({ MetricDataResults: [] }),
    DescribeAlarmsCommand: () => ({ MetricAlarms: [] }),
  }).client;
  const logs = fakeAws<CloudWatchLogsClient>({ FilterLogEventsCommand: () => ({ events: [] }) }).client;
  const source = makeDeployedSource({ target, env, ...clients, cloudWatch, logs, veil: closedVeil, warn });
  return openConsole({
    port: 0,
    warn,
    makeApp: async () =>
      makeConsoleApp({
        ...someParts(),
        source,
        mayAct: false,
        actions: [redriveAction(env)],
        close: async () => clients.close(),
      }),
  });
};
