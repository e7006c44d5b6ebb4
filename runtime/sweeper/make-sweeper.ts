import { type Invocation, noteInvocation } from "../adapters/current-invocation";
import { sweeperAdapters } from "../adapters/sweeper-adapters";
import { sweep } from "./sweep";
import type { SweeperSettings } from "./sweeper-settings";

type InvocationContext = Invocation & { readonly getRemainingTimeInMillis: () => number };

/** The Lambda handler of the scheduled sweep: clients are made here, once per container. */
export const makeSweeper = (
  settings: SweeperSettings,
): ((event: unknown, context: InvocationContext) => Promise<void>) => {
  const adapters = sweeperAdapters(settings);
  return (_, context) => {
    noteInvocation(context);
    return sweep({ ...adapters, deadline: { remainingMs: () => context.getRemainingTimeInMillis() } })();
  };
};
