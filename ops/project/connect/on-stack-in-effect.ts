import type { StackFile } from "../../stack-file/stack-file";
import { deployedStack } from "./deployed-stack";
import { localStack } from "./local-stack";
import type { Place } from "./place";
import type { StackInEffect } from "./stack-in-effect";

/** Does something with the stack as it runs, and closes the connection; throws in plain words when the stack is not there. */
export const onStackInEffect = async <A>(
  { stack, readyFile, region }: Place,
  file: StackFile,
  warn: (text: string) => void,
  use: (inEffect: StackInEffect) => Promise<A>,
): Promise<A> => {
  const inEffect = stack === "local" ? localStack(readyFile, warn) : deployedStack(file, region, warn);
  try {
    return await use(inEffect);
  } finally {
    inEffect.close();
  }
};
