import type { OpsEnv } from "../../../../tools/ops/connect/ops-env";

export class Killed extends Error {}

export type Kill = { readonly at: number; readonly when: "before" | "after" };

type Call = (...args: readonly unknown[]) => unknown;

/**
 * The environment of a process that is killed before or after its `at`th call of a port; nothing works after that. `calls`
 * says how many there were.
 */
export const killable = (env: OpsEnv, kill?: Kill): { readonly env: OpsEnv; readonly calls: () => number } => {
  let calls = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed();
  };
  const run = async (act: () => unknown): Promise<unknown> => {
    if (isDead) die();
    const index = calls;
    calls += 1;
    if (kill?.at === index && kill.when === "before") die();
    const result = await act();
    if (kill?.at === index && kill.when === "after") die();
    return result;
  };
  const port = <A extends object>(functions: A, isTask: boolean): A =>
    new Proxy(functions, {
      get: (target, name) => {
        const call = Reflect.get(target, name) as Call;
        if (isTask)
          return (...args: readonly unknown[]) =>
            () =>
              run(() => (call(...args) as Call)());
        return (...args: readonly unknown[]) => run(() => call(...args));
      },
    });
  return {
    env: {
      ...env,
      conversations: port(env.conversations, true),
      consent: { ...env.consent, consents: port(env.consent.consents, true), secrets: port(env.consent.secrets, true) },
      files: port(env.files, false),
      lookups: port(env.lookups, false),
      secrets: port(env.secrets, true),
      threads: port(env.threads, true),
      pause: (seconds) => run(() => env.pause(seconds)) as Promise<void>,
    },
    calls: () => calls,
  };
};
