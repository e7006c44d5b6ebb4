import type { OpsEnv } from "../ops-env";
import { deployedClients, localClients } from "./aws-clients";
import { deployedTarget } from "./deployed-target";
import { opsEnvOn } from "./ops-env-on";
import { readyTarget } from "./ready-target";
import type { Target } from "./target";

/** The stack that a command is for: a local engine by its ready file, or a deployed stack by its name. */
export type Place = {
  readonly stack: string;
  readonly ready: string | undefined;
  readonly region: string | undefined;
  /** The origin of OpenAI, where it is not the usual one. */
  readonly openaiUrl?: string | undefined;
};

export type Connection = { readonly env: OpsEnv; readonly close: () => void };

const withOpenai = (target: Target, { openaiUrl = target.openaiUrl }: Place): Target => ({ ...target, openaiUrl });

/** Connects to a stack; throws in plain words when it cannot be found. */
export const connect = async (place: Place, warn: (text: string) => void): Promise<Connection> => {
  if (place.ready !== undefined) {
    const target = readyTarget(place.ready);
    const clients = localClients(target.endpoints);
    return { env: opsEnvOn(withOpenai(target, place), clients, warn), close: clients.close };
  }
  const clients = deployedClients(place.region);
  try {
    const target = withOpenai(await deployedTarget(place.stack, clients.sqs), place);
    return { env: opsEnvOn(target, clients, warn), close: clients.close };
  } catch (error) {
    clients.close();
    throw error;
  }
};
