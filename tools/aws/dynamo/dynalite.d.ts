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

declare module "dynalite/db" {
  type Item = Readonly<Record<string, unknown>> | null | undefined;
  type Table = Readonly<Record<string, unknown>> & { readonly TableName: string };
  type Place = { readonly index: string; readonly key: string; readonly item: Item };
  type Write =
    | { readonly type: "put"; readonly key: string; readonly value: Item }
    | { readonly type: "del"; readonly key: string };
  type Done = (error?: unknown) => void;
  type Store = { readonly db: { readonly batch: (writes: readonly Write[], done: Done) => void } };

  /** What its operations work with; they look these functions up at every call. */
  const internals: {
    updateIndexes: (store: Store, table: Table, before: Item, item: Item, done: Done) => void;
    readonly createKey: (item: Item, table: Table) => string;
    readonly getIndexActions: (
      indexes: unknown,
      before: Item,
      item: Item,
      table: Table,
    ) => { readonly puts: readonly Place[]; readonly deletes: readonly Place[] };
  };
  export default internals;
}
