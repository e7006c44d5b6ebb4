import { connect } from "../connect/connect";
import type { CliCommand } from "./cli-program";
import type { Command } from "./command";
import type { OpsArguments, opsOptions } from "./ops-options";
import { placeOf } from "./place-of";

/** Lets a command work on the stack that the command line names, and closes the connection behind it. */
export const onStack =
  (make: (given: OpsArguments) => Command): CliCommand<typeof opsOptions>["prepare"] =>
  (given) => {
    const command = make(given);
    const place = placeOf(given.values);
    return async (terminal) => {
      const connection = await connect(place, terminal.warn);
      try {
        return await command(connection.env, terminal);
      } finally {
        connection.close();
      }
    };
  };
