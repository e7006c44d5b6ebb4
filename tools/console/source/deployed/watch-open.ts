import type { KnownConversation } from "../known-conversation";
import { repeatedly } from "../repeatedly";

type WatchOptions<Watched> = {
  readonly everyMs: number;
  /** Looking costs; it is left when nobody would hear. */
  readonly isWanted: () => boolean;
  readonly read: () => Promise<readonly Watched[]>;
  /** A record by its id, once it is no longer among those that are not final. */
  readonly readOne: (id: string) => Promise<Watched | undefined>;
  readonly onRecords: (records: readonly Watched[]) => void;
  readonly onError: (error: unknown) => void;
};

/** Looks again and again at what is not final, and tells what has changed or become final. */
export const watchOpen = <Watched extends Pick<KnownConversation, "conversation_id" | "updated_at">>({
  everyMs,
  isWanted,
  read,
  readOne,
  onRecords,
  onError,
}: WatchOptions<Watched>) => {
  let known = new Map<string, string>();
  return repeatedly(
    everyMs,
    async () => {
      if (!isWanted()) return;
      const records = await read();
      const now = new Map(records.map(({ conversation_id, updated_at }) => [conversation_id, updated_at]));
      const moved = records.filter(({ conversation_id, updated_at }) => known.get(conversation_id) !== updated_at);
      const left = [...known.keys()].filter((id) => !now.has(id));
      const final = (await Promise.all(left.map(readOne))).filter((record) => record !== undefined);
      known = now;
      if (moved.length + final.length > 0) onRecords([...moved, ...final]);
    },
    onError,
  );
};
