import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import {
  type AttributeValue,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import { fromAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import { sizeOfValue } from "../../../runtime/conversation/message";
import { programs } from "../../aws/guard";
import { listenOnLoopback } from "../../aws/http";

/** What of a table's or index's description decides about its write units. */
type Keyed = {
  readonly keys: readonly string[];
  /** Whether an index holds whole items or their keys only. */
  readonly whole: boolean;
};

const UNIT_BYTES = 1024;

const bytesOf = (item: JsonObject): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value), 0);

const unitsOf = (item: JsonObject): number => Math.ceil(bytesOf(item) / UNIT_BYTES);

const entryOf = ({ keys, whole }: Keyed, tableKeys: readonly string[], item: JsonObject | undefined) => {
  if (item === undefined || keys.some((key) => item[key] === undefined)) return undefined;
  if (whole) return item;
  return Object.fromEntries([...new Set([...tableKeys, ...keys])].map((key) => [key, item[key]]));
};

const keyText = (keys: readonly string[], item: JsonObject): string => JSON.stringify(keys.map((key) => item[key]));

/** An index entry whose key changes is deleted and put (developer guide, "Provisioned throughput considerations for GSIs"). */
const indexUnits = (index: Keyed, before: JsonObject | undefined, after: JsonObject | undefined): number => {
  if (before === undefined) return after === undefined ? 0 : unitsOf(after);
  if (after === undefined) return unitsOf(before);
  if (JSON.stringify(before) === JSON.stringify(after)) return 0;
  return keyText(index.keys, before) === keyText(index.keys, after)
    ? Math.max(unitsOf(before), unitsOf(after))
    : unitsOf(before) + unitsOf(after);
};

/** Write units of one write that turned `before` into `after`: the item's own, and those of every index that it moves. */
export const writeUnits = (
  table: Keyed,
  indexes: readonly Keyed[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): number => {
  const own = Math.max(1, before === undefined ? 0 : unitsOf(before), after === undefined ? 0 : unitsOf(after));
  return indexes.reduce(
    (sum, index) => sum + indexUnits(index, entryOf(index, table.keys, before), entryOf(index, table.keys, after)),
    own,
  );
};

/** What an item takes up, its entries in the indexes included. */
const keptBytes = (table: Keyed, indexes: readonly Keyed[], item: JsonObject | undefined): number =>
  [item, ...indexes.map((index) => entryOf(index, table.keys, item))].reduce(
    (sum, one) => sum + (one === undefined ? 0 : bytesOf(one)),
    0,
  );

type Keys = Readonly<Record<string, AttributeValue>>;
type Tables = ReadonlyMap<string, { readonly table: Keyed; readonly indexes: readonly Keyed[] }>;

const keysOf = (schema: readonly { readonly AttributeName?: string | undefined }[] = []): readonly string[] =>
  schema.map(({ AttributeName = "" }) => AttributeName);

const described = async (dynamo: DynamoDBClient, names: readonly string[]): Promise<Tables> =>
  new Map(
    await Promise.all(
      names.map(async (TableName) => {
        const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
        const indexes = [...(Table?.GlobalSecondaryIndexes ?? []), ...(Table?.LocalSecondaryIndexes ?? [])];
        const described = {
          table: { keys: keysOf(Table?.KeySchema), whole: true },
          indexes: indexes.map(({ KeySchema, Projection }) => ({
            keys: keysOf(KeySchema),
            whole: Projection?.ProjectionType === "ALL",
          })),
        };
        return [TableName, described] as const;
      }),
    ),
  );

type Behind = { readonly dynamo: DynamoDBClient; readonly endpoint: string; readonly tables: Tables };

/** Passes calls on to a DynamoDB stand-in and counts what AWS would bill for them: writes with the indexes they move. */
export const startMeteredDynamo = async () => {
  let behind: Behind | undefined;
  let writes = 0;
  let units = 0;
  let reads = 0;
  let kept = 0;

  const there = (): Behind => {
    if (behind === undefined) throw new Error("called before the engine runs");
    return behind;
  };

  const itemAt = async (TableName: string, Key: Keys): Promise<JsonObject | undefined> => {
    const { dynamo } = there();
    const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : fromAttributes(Item);
  };

  const pass = async (incoming: IncomingMessage, body: Buffer): Promise<Response> => {
    const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
      ["host", "connection", "content-length"].includes(name) ? [] : [[name, String(value)] as [string, string]],
    );
    return fetch(there().endpoint, { method: "POST", headers, body: new Uint8Array(body) });
  };

  const meter = async (incoming: IncomingMessage): Promise<Response> => {
    const body = await buffer(incoming);
    const operation = String(incoming.headers["x-amz-target"]).split(".").at(-1);
    if (operation !== "PutItem" && operation !== "UpdateItem") {
      reads += 1;
      return pass(incoming, body);
    }
    const { TableName = "", Key, Item } = JSON.parse(body.toString("utf8"));
    const schema = there().tables.get(TableName);
    if (schema === undefined) throw new Error(`unexpected table ${TableName}`);
    const key = Key ?? Object.fromEntries(schema.table.keys.map((name) => [name, Item[name]]));
    const before = await itemAt(TableName, key);
    const answer = await pass(incoming, body);
    writes += 1;
    const after = await itemAt(TableName, key);
    const { table, indexes } = schema;
    units += writeUnits(table, indexes, before, after);
    kept += keptBytes(table, indexes, after) - keptBytes(table, indexes, before);
    return answer;
  };

  const server = createServer((incoming, outgoing) => {
    meter(incoming)
      .then(async (answer) => {
        outgoing.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
        outgoing.end(Buffer.from(await answer.arrayBuffer()));
      })
      .catch((error) => outgoing.destroy(error));
  });
  const { url, stop } = await listenOnLoopback("the meter", 0, server, programs);
  return {
    url,
    stop,
    /** Says where the stand-in is, which is known only when the engine runs; until then calls are refused. */
    passTo: async (dynamo: DynamoDBClient, endpoint: string, tableNames: readonly string[]): Promise<void> => {
      behind = { dynamo, endpoint, tables: await described(dynamo, tableNames) };
    },
    writes: () => writes,
    writeUnits: () => units,
    reads: () => reads,
    keptBytes: () => kept,
  };
};
