import { signal } from "@preact/signals";
import type { About } from "../../api/about";
import type { ActionEntry } from "../../api/action";
import type { Picture } from "../../api/picture";

/** What several views show. */
export const about = signal<About | undefined>(undefined);
export const picture = signal<Picture | undefined>(undefined);
/** Newest first. */
export const actions = signal<readonly ActionEntry[]>([]);
export const connection = signal<"connecting" | "open" | "lost">("connecting");
/** Said aloud by a screen reader, and shown for a while. */
export const notice = signal<{ readonly text: string; readonly kind: "good" | "bad" } | undefined>(undefined);

const NOTICE_MS = 8_000;
let clearing: ReturnType<typeof setTimeout> | undefined;

export const say = (text: string, kind: "good" | "bad" = "good"): void => {
  clearTimeout(clearing);
  notice.value = { text, kind };
  clearing = setTimeout(() => {
    notice.value = undefined;
  }, NOTICE_MS);
};
