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
  type Table = Item & { readonly TableName: string };
  type Place = { readonly index: string; readonly key: string; readonly item: Item };
  type Places = { readonly puts: readonly Place[]; readonly deletes: readonly Place[] };
  type Write = { readonly type: "put" | "del"; readonly key: string; readonly value?: Item };
  type Store = { readonly db: { readonly batch: (writes: readonly Write[], done: () => void) => void } };

  /** What its operations work with; they look these functions up at every call. */
  const internals: {
    updateIndexes: (store: Store, table: Table, before: Item, item: Item, done: () => void) => void;
    readonly createKey: (item: Item, table: Table) => string;
    readonly getIndexActions: (indexes: unknown, before: Item, item: Item, table: Table) => Places;
  };
  export default internals;
}
