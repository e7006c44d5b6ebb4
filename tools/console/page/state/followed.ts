import { useEffect, useState } from "preact/hooks";
import { wordsOf } from "../../api/action";
import type { ConversationAnswer, ConversationView } from "../../api/conversation";
import { get } from "./api";
import { onConversations } from "./store";

type Followed = {
  readonly view: ConversationView | undefined;
  /** Why there is nothing to see. */
  readonly problem: string | undefined;
  /** It was looked for, and there is no record. */
  readonly isWaiting: boolean;
};

/** Between two looks for what is not there yet, or whose lines come after its record. */
const LOOK_MS = 1_000;

/** One conversation, read anew whenever it changes. */
export const useFollowed = (id: string): Followed => {
  const [found, setFound] = useState<Followed>({ view: undefined, problem: undefined, isWaiting: false });
  useEffect(() => {
    let ended = false;
    let reading = false;
    const read = async (): Promise<void> => {
      if (reading) return;
      reading = true;
      try {
        const { view, why } = await get<ConversationAnswer>("/api/conversation", { id });
        if (!ended) setFound({ view: view ?? undefined, problem: why ?? undefined, isWaiting: view === null });
      } catch (error) {
        if (!ended) setFound((before) => ({ ...before, problem: wordsOf(error) }));
      }
      reading = false;
    };
    setFound({ view: undefined, problem: undefined, isWaiting: false });
    read();
    const stop = onConversations(({ changed }) => {
      if (changed.some((row) => row.id === id)) read();
    });
    const looking = setInterval(read, LOOK_MS);
    return () => {
      ended = true;
      clearInterval(looking);
      stop();
    };
  }, [id]);
  return found;
};
