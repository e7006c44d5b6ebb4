declare module "dynalite" {
  import type { Server } from "node:http";
  import type { Item, Table } from "dynalite/db";

  /** Times are milliseconds; without a path the tables are in memory. */
  type Options = {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
    /** Ours: told of each write that was made. */
    readonly onWrite?: (table: Table, before: Item, item: Item) => void;
  };

  export default function dynalite(options?: Options): Server;
}

declare module "dynalite/db" {
  export type Item = Readonly<Record<string, unknown>> | null | undefined;
  export type Table = Item & {
    readonly TableName: string;
    readonly KeySchema: readonly { readonly AttributeName: string }[];
  };
  type Place = { readonly index: string; readonly key: string; readonly item: Item };
  type Places = { readonly puts: readonly Place[]; readonly deletes: readonly Place[] };
  type Write = { readonly type: "put" | "del"; readonly key: string; readonly value?: Item };
  type Done = (fault?: Error | null) => void;
  type Store = {
    readonly db: { readonly batch: (writes: readonly Write[], done: Done) => void };
    /** What it was started with. */
    readonly options: { readonly onWrite?: (table: Table, before: Item, item: Item) => void };
  };

  /** What its operations work with; they look these functions up at every call. */
  const internals: {
    updateIndexes: (store: Store, table: Table, before: Item, item: Item, done: Done) => void;
    readonly createKey: (item: Item, table: Table) => string;
    readonly getIndexActions: (indexes: unknown, before: Item, item: Item, table: Table) => Places;
  };
  export default internals;
}
