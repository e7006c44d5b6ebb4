import * as TE from "fp-ts/TaskEither";
import { replaceExports } from "./replace-exports";

type Original = typeof import("../../helpers/in-memory-conversations");

/** Without put-if-absent every delivery is the first: neither guard nor claim holds. */
replaceExports<Original>("tests/helpers/in-memory-conversations.ts", ({ inMemoryConversations }) => ({
  inMemoryConversations: () => {
    const store = inMemoryConversations();
    const putNew: typeof store.conversations.putNew = (item) =>
      TE.fromIO(() => {
        store.put(item);
        return "created";
      });
    return { ...store, conversations: { ...store.conversations, putNew } };
  },
}));
console.log("mutant in place: claim");
