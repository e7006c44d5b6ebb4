declare module "dynalite" {
  import type { Server } from "node:http";

  /** Times are milliseconds; without a path the tables are in memory. */
  type Options = {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  };

  export default function dynalite(options?: Options): Server;
}
