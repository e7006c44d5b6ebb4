import { isDeepStrictEqual } from "node:util";
import type { Item, Table } from "dynalite/db";

type Attributes = NonNullable<Item>;

/** One write of a table as its stream tells it to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export type StreamRecord = {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly dynamodb: {
    readonly Keys: Attributes;
    readonly NewImage?: Attributes;
    readonly OldImage?: Attributes;
    readonly StreamViewType: "NEW_AND_OLD_IMAGES";
    /** Grows with every write of the table. */
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
  };
};

/** What of a record is known before it is made, for who wants only some. */
type Change = Pick<StreamRecord, "eventName"> & {
  readonly dynamodb: Pick<StreamRecord["dynamodb"], "Keys" | "NewImage" | "OldImage">;
};

type StreamReader = {
  readonly wants: (change: Change) => boolean;
  readonly take: (record: StreamRecord) => void;
};

export type TableStreams = {
  /** Gives a table's writes to a reader, from the next one on, until the function that it gives is called. */
  readonly read: (tableName: string, reader: StreamReader) => () => void;
};

const changeOf = ({ KeySchema }: Table, before: Item, item: Item): Change => {
  const whole = item ?? before ?? {};
  return {
    eventName: item ? (before ? "MODIFY" : "INSERT") : "REMOVE",
    dynamodb: {
      Keys: Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, whole[AttributeName]])),
      ...(item ? { NewImage: item } : {}),
      ...(before ? { OldImage: before } : {}),
    },
  };
};

/**
 * The streams of all tables, with both images: each successful write in the order in which the table took it, so also in that of its key. AWS keeps
 * a record for 24 hours, in several shards; here a reader is told at once, or never.
 * `shown` gives an item's JSON text the names that clients know it by.
 */
export const makeTableStreams = (
  shown: (text: string) => string,
  now: () => number,
): TableStreams & { readonly onWrite: (table: Table, before: Item, item: Item) => void } => {
  const readers = new Map<string, Set<StreamReader>>();
  let count = 0;

  const recordOf = ({ eventName, dynamodb }: Change): StreamRecord | undefined => {
    const text = shown(JSON.stringify(dynamodb));
    const images: Change["dynamodb"] = JSON.parse(text);
    // A write that changes nothing is not told. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
    if (eventName === "MODIFY" && isDeepStrictEqual(images.NewImage, images.OldImage)) return undefined;
    count += 1;
    return {
      eventID: String(count).padStart(32, "0"),
      eventName,
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      dynamodb: {
        ...images,
        StreamViewType: "NEW_AND_OLD_IMAGES",
        SequenceNumber: String(count).padStart(21, "0"),
        SizeBytes: Buffer.byteLength(text),
        ApproximateCreationDateTime: Math.floor(now() / 1000),
      },
    };
  };

  return {
    read: (tableName, reader) => {
      const known = readers.get(tableName) ?? new Set();
      readers.set(tableName, known.add(reader));
      return () => void known.delete(reader);
    },
    onWrite: (table, before, item) => {
      const known = readers.get(table.TableName);
      if (known === undefined || known.size === 0) return;
      const change = changeOf(table, before, item);
      const wanting = [...known].filter(({ wants }) => wants(change));
      const record = wanting.length === 0 ? undefined : recordOf(change);
      if (record !== undefined) for (const { take } of wanting) take(record);
    },
  };
};
