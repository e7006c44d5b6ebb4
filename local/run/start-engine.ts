import type { AccessEntry } from "../api-gateway/access-entry";
import type { AlarmChange } from "../cloudwatch/alarm";
import { startEventSourceMapping } from "../event-source/start-event-source-mapping";
import type { LogLine } from "../lambda/log-line";
import type { LedgerEntry } from "../providers/ledger-entry";
import { type Providers, startProviders } from "../providers/start-providers";
import { makeCloudResources } from "../resources/cloud-resources";
import { startSchedule } from "../schedule/start-schedule";
import { deploy } from "./deploy";
import type { Options } from "./options";
import { providerUrls } from "./provider-urls";
import { startQueueMetrics } from "./queue-metrics";
import { type Ready, readyOf, writeReadyFile } from "./ready";
import { type Services, startServices } from "./services";
import type { StackOutputs } from "./stack-outputs";
import { stopLast } from "./stop-last";

/** Who is told of what happens in a running engine. */
export type Listeners = {
  readonly onLogLine: (line: LogLine) => void;
  readonly onAccess: (entry: AccessEntry) => void;
  /** A line of the API's access log. */
  readonly onAccessLog?: (line: string) => void;
  readonly onAlarm: (change: AlarmChange) => void;
  readonly onLedgerEntry: (entry: LedgerEntry) => void;
  readonly warn: (text: string) => void;
};

export type Engine = {
  readonly ready: Ready;
  readonly services: Services;
  readonly providers: Providers;
  readonly stop: () => Promise<void>;
};

const queueUrlsOf = ({ queueUrls }: StackOutputs): readonly string[] =>
  Object.values(queueUrls).flatMap(({ url, dlqUrl }) => [url, dlqUrl]);

/** Deploys the program in `folder` to stand-ins on loopback and starts what it declares; rejects when `signal` aborts the deployment. */
export const startEngine = async (
  folder: string,
  options: Options,
  listeners: Listeners,
  signal?: AbortSignal,
): Promise<Engine> => {
  const stops = stopLast();
  const onError = (error: unknown): void => listeners.warn(error instanceof Error ? error.message : String(error));
  try {
    const providers = stops.keep(await startProviders({ warn: listeners.warn }));
    providers.ledger.onEntry(listeners.onLedgerEntry);
    const { port, stateFolder, environment } = options;
    const services = await startServices({ port, stateFolder, environment, ...listeners }, stops);
    const { cloud, lambda } = services;
    const resources = makeCloudResources(cloud);
    const urls = providerUrls(options, providers);
    const outputs = await deploy(folder, options, { urls, webhookKey: providers.sendgrid.publicKey }, resources, {
      warn: listeners.warn,
      ...(signal === undefined ? {} : { signal }),
    });

    providers.sendgrid.setWebhook({
      url: ({ from }) => outputs.webhooks.find(({ sender }) => sender === from)?.url ?? null,
    });

    const mappings = resources
      .eventSourceMappings()
      .map((mapping) => startEventSourceMapping(mapping, { sqs: cloud.sqs, invoke: lambda.invoke, pollSeconds: 1 }));
    stops.add(async () => {
      await services.apiGateway.stop();
      await Promise.all([...mappings.map((mapping) => mapping.stop()), lambda.stop()]);
    });
    for (const schedule of resources.schedules()) stops.keep(startSchedule(schedule, { invoke: lambda.invoke }));

    stops.keep(
      startQueueMetrics({ sqs: cloud.sqs, cloudWatch: services.cloudWatch, queueUrls: queueUrlsOf(outputs), onError }),
    );

    const ready = readyOf(outputs, cloud, lambda, urls);
    if (options.readyFile !== undefined) stops.add(writeReadyFile(options.readyFile, ready));
    return { ready, services, providers, stop: stops.stopAll };
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
};
