import type { OpsEnv } from "../ops-env";
import { deployedClients, localClients } from "./aws-clients";
import { deployedTarget } from "./deployed-target";
import { opsEnvOn } from "./ops-env-on";
import { readyTarget } from "./ready-target";

/** The stack that a command is for: a local engine by its ready file, or a deployed stack by its name. */
export type Place = {
  readonly stack: string;
  readonly ready: string | undefined;
  readonly region: string | undefined;
};

export type Connection = { readonly env: OpsEnv; readonly close: () => void };

/** Connects to a stack; throws in plain words when it cannot be found. */
export const connect = async (place: Place, warn: (text: string) => void): Promise<Connection> => {
  if (place.ready !== undefined) {
    const target = readyTarget(place.ready);
    const clients = localClients(target.endpoints);
    return { env: opsEnvOn(target, clients, warn), close: clients.close };
  }
  const clients = deployedClients(place.region);
  try {
    return { env: opsEnvOn(await deployedTarget(place.stack, clients.sqs), clients, warn), close: clients.close };
  } catch (error) {
    clients.close();
    throw error;
  }
};
