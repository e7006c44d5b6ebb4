import type { OpsEnv } from "../ops-env";
import type { Answer } from "./answer";
import type { Terminal } from "./terminal";

/** A command that has understood its arguments. */
export type Command = (env: OpsEnv, terminal: Terminal) => Promise<Answer>;
