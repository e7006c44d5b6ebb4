import { newKey } from "../../aws/guard";
import { type Providers, startProviders } from "../../providers/start-providers";
import { makeCloudResources } from "../resources/cloud-resources";
import { followDeclared } from "../run/follow-declared";
import { end, type Services, startServices } from "../run/services";
import { serveProvider } from "./provider-server";

/** The stand-ins for AWS and for the providers, with a provider of AWS in front that Pulumi's own engine deploys to. */
export type LiveProvider = {
  /** Where Pulumi's command finds the provider of AWS. */
  readonly port: number;
  readonly services: Services;
  readonly providers: Providers;
  readonly stop: () => Promise<void>;
};

/** No call tells a provider that an update has ended: what runs by itself follows once nothing has changed for so long. */
const SETTLED_MS = 1_000;

/** Starts them for the program in `folder`. */
export const startLiveProvider = async (folder: string, warn: (text: string) => void): Promise<LiveProvider> => {
  const started = new AsyncDisposableStack();
  try {
    const key = newKey();
    const providers = started.adopt(await startProviders({ warn, key }), end);
    const ignore = (): void => undefined;
    const services = await startServices(
      {
        key,
        port: 0,
        stateFolder: undefined,
        environment: {},
        warn,
        onLogLine: ignore,
        onAccess: ignore,
        onAlarm: ignore,
      },
      started,
    );
    const { cloud, lambda, apiGateway, streams } = services;
    const resources = makeCloudResources(cloud);
    const following = followDeclared(resources, { sqs: cloud.sqs, streams, invoke: lambda.invoke, pollSeconds: 1 });
    let timer: NodeJS.Timeout | undefined;
    const settle = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void following.follow().catch((error: unknown) => warn(String(error))), SETTLED_MS);
    };
    started.defer(async () => {
      clearTimeout(timer);
      await apiGateway.stop();
      await Promise.all([following.stopMappings(), following.stopSchedules(), lambda.stop()]);
    });
    const { invoke } = resources;
    const served = started.adopt(
      await serveProvider({
        folder,
        make: (...given) => resources.make(...given).finally(settle),
        remove: (before) => resources.remove(before).finally(settle),
        invoke,
        isGone: () => false,
      }),
      end,
    );
    return { port: served.port, services, providers, stop: () => started.disposeAsync() };
  } catch (error) {
    await started.disposeAsync();
    throw error;
  }
};
