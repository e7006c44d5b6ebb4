import { archiveHash } from "../resources/function-code";
import type { Inputs } from "../resources/read-input";

/** Inputs that say by value what has changed: the hash of a function's archive stands for its files. */
export const comparableInputs = async (type: string, inputs: Inputs): Promise<Inputs> =>
  type === "aws:lambda/function:Function" && inputs.code !== undefined
    ? { ...inputs, code: await archiveHash(inputs.code) }
    : inputs;
