import type { About } from "../../api/about";
import type { ActionEntry } from "../../api/action";
import { get, wordsOf } from "./api";
import { reload } from "./conversation-list";
import { followHash } from "./route";
import { about, actions, say, takePushes } from "./store";

export const loadAbout = async (): Promise<void> => {
  about.value = await get<About>("/api/about");
};

const load = async (): Promise<void> => {
  try {
    await loadAbout();
    actions.value = await get<readonly ActionEntry[]>("/api/actions");
    await reload();
  } catch (error) {
    say(wordsOf(error), "bad");
  }
};

/** Brings the page to life. */
export const start = (): void => {
  followHash();
  takePushes(load);
  load();
};
