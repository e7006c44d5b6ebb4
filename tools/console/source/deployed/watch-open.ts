import type { JsonObject } from "../../../../runtime/codec/json";

export type Watch = { readonly stop: () => void };

export type WatchOptions = {
  readonly everyMs: number;
  /** Looking costs; it is left when nobody would hear. */
  readonly isWanted: () => boolean;
  readonly read: () => Promise<readonly JsonObject[]>;
  /** A record by its id, once it is no longer among those that are not final. */
  readonly readOne: (id: string) => Promise<JsonObject | undefined>;
  readonly onRecords: (records: readonly JsonObject[]) => void;
  readonly onError: (error: unknown) => void;
};

const idOf = ({ conversation_id }: JsonObject): string => String(conversation_id);

/** Looks again and again at what is not final, and tells what has changed or become final. */
export const watchOpen = ({ everyMs, isWanted, read, readOne, onRecords, onError }: WatchOptions): Watch => {
  let known = new Map<string, string>();
  let looking = false;
  const look = async (): Promise<void> => {
    const records = await read();
    const now = new Map(records.map((record) => [idOf(record), String(record.updated_at)]));
    const moved = records.filter((record) => known.get(idOf(record)) !== String(record.updated_at));
    const left = [...known.keys()].filter((id) => !now.has(id));
    const final = (await Promise.all(left.map(readOne))).filter((record) => record !== undefined);
    known = now;
    if (moved.length + final.length > 0) onRecords([...moved, ...final]);
  };
  const timer = setInterval(() => {
    if (looking || !isWanted()) return;
    looking = true;
    look()
      .catch(onError)
      .finally(() => {
        looking = false;
      });
  }, everyMs);
  return { stop: () => clearInterval(timer) };
};
