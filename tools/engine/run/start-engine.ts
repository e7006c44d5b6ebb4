import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { AccessEntry } from "../../aws/api-gateway/access-log";
import type { AlarmChange } from "../../aws/cloudwatch/alarm";
import { newKey } from "../../aws/guard";
import type { LogLine } from "../../aws/lambda/log-lines";
import type { LedgerEntry } from "../../providers/ledger/ledger-entry";
import { type Providers, startProviders } from "../../providers/start-providers";
import type { Options } from "../options";
import { providerUrls } from "../program/provider-settings";
import type { StackOutputs } from "../program/run-stack";
import { makeCloudResources } from "../resources/cloud-resources";
import { startControl, type Update } from "../update/control";
import type { Summary } from "../update/summary";
import { makeUpdater, plainUpdate, type Updated } from "../update/updater";
import { followDeclared } from "./follow-declared";
import { tellStandIns } from "./known-to-stand-ins";
import { measureIteratorAge } from "./metrics";
import { keepReadyFile, type Ready, readyOf } from "./ready";
import { end, type Services, startServices } from "./services";

/** Who is told of what happens in a running engine. */
export type Listeners = {
  readonly onLogLine: (line: LogLine) => void;
  readonly onAccess: (entry: AccessEntry) => void;
  /** A line of the API's access log. */
  readonly onAccessLog?: (line: string) => void;
  readonly onAlarm: (change: AlarmChange) => void;
  readonly onLedgerEntry: (entry: LedgerEntry) => void;
  /** Told of every update that changed something; `before` is what tools were told until then. */
  readonly onUpdate?: (summary: Summary, ready: Ready, before: Ready) => void;
  readonly warn: (text: string) => void;
};

/** What a console is opened on: everything but the engine's end. */
type ConsoleTarget = Omit<Engine, "stop"> & { readonly webhooks: StackOutputs["webhooks"] };

/** Opens a console before the engine says that it is ready. */
export type OpenConsole = (
  target: ConsoleTarget,
) => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;

export type Engine = {
  /** As of now: an update may bring new keys. */
  readonly ready: Ready;
  readonly services: Services;
  readonly providers: Providers;
  readonly stop: () => Promise<void>;
};

const quiet = () => undefined;
const nobody: Listeners = { onLogLine: quiet, onAccess: quiet, onAlarm: quiet, onLedgerEntry: quiet, warn: quiet };

/** Deploys the program in `folder` to stand-ins on loopback and starts what it declares; rejects when `signal` aborts the deployment. */
export const startEngine = async (
  folder: string,
  options: Options,
  heardBy: Partial<Listeners> = {},
  signal?: AbortSignal,
  openConsole?: OpenConsole,
): Promise<Engine> => {
  const listeners = { ...nobody, ...heardBy };
  const started = new AsyncDisposableStack();
  try {
    const key = newKey();
    const providers = started.adopt(await startProviders({ warn: listeners.warn, key }), end);
    providers.ledger.onEntry(listeners.onLedgerEntry);
    const { port, stateFolder, environment } = options;
    const services = await startServices({ key, port, stateFolder, environment, ...listeners }, started);
    const { cloud, lambda } = services;
    const resources = makeCloudResources(cloud);
    const urls = providerUrls(options, providers);
    const following = followDeclared(resources, {
      sqs: cloud.sqs,
      streams: services.streams,
      invoke: lambda.invoke,
      onIteratorAge: (functionName, ageMs) => measureIteratorAge(services.cloudWatch, functionName, ageMs),
      pollSeconds: 1,
      mostBatches: lambda.mostWorkers,
    });
    started.defer(async () => {
      await services.apiGateway.stop();
      await Promise.all([following.stopMappings(), lambda.stop()]);
    });
    started.defer(following.stopSchedules);

    const updater = started.adopt(
      makeUpdater({
        folder,
        options,
        resources,
        providers: {
          urls,
          company: providers.company.url,
          keys: { webhook: providers.sendgrid.publicKey, parse: providers.sendgrid.parseKey },
        },
        follow: following.follow,
        ...(signal === undefined ? {} : { signal }),
      }),
      end,
    );
    const first = await updater.update(plainUpdate, { onLine: () => undefined, warn: listeners.warn })();
    if (E.isLeft(first)) throw new Error(first.left);
    let { outputs } = first.right;
    providers.sendgrid.setWebhook({
      url: ({ from }) => outputs.webhooks.find(({ sender }) => sender === from)?.url ?? null,
    });

    const tellProviders = (): Promise<void> => tellStandIns(providers, cloud, outputs);
    await tellProviders();

    const update: Update = (request, progress) =>
      pipe(
        updater.update(request, progress),
        TE.map(tell),
        TE.chainFirstTaskK(() => tellProviders),
      );
    const control = started.adopt(await startControl(update), end);
    const known = { cloud, lambda, company: providers.company.url, providers: urls, control };
    let ready = readyOf(outputs, { ...known, consoleUrl: null });
    const target: ConsoleTarget = {
      get ready() {
        return ready;
      },
      get webhooks() {
        return outputs.webhooks;
      },
      services,
      providers,
    };
    const opened = await openConsole?.(target);
    if (opened !== undefined) started.adopt(opened, end);
    const parts = { ...known, consoleUrl: opened?.url ?? null };
    ready = readyOf(outputs, parts);
    const readyFile =
      options.readyFile === undefined ? undefined : started.adopt(keepReadyFile(options.readyFile, ready), end);

    const tell = (updated: Updated): Summary => {
      const { summary } = updated;
      if (summary.preview) return summary;
      const before = ready;
      outputs = updated.outputs;
      ready = readyOf(outputs, parts);
      readyFile?.write(ready);
      if (summary.changes.length > 0) listeners.onUpdate?.(summary, ready, before);
      return summary;
    };

    return {
      get ready() {
        return ready;
      },
      services,
      providers,
      stop: () => started.disposeAsync(),
    };
  } catch (error) {
    await started.disposeAsync();
    throw error;
  }
};
