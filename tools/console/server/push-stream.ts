import type { ServerResponse } from "node:http";
import type { ConversationSummary } from "../api/conversation";
import type { Changed, Push } from "../api/push";
import type { ConsoleSource } from "../source/console-source";
import { repeatedly } from "../source/repeatedly";
import type { OnError } from "./console-parts";
import { securityHeaders } from "./reply";

const BATCH_MS = 250;

/** A page that reads no more is given up; its browser connects anew when it wakes. */
const MOST_UNREAD_BYTES = 8 * 1024 * 1024;

const written = ({ kind, ...data }: Push): string => `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;

/** Pushes what happens to every open page: pictures at the source's own pace and changes in batches, both only while a page is open. */
export const makePushStream = (source: ConsoleSource, onError: OnError) => {
  const pages = new Set<ServerResponse>();
  const changed = new Map<string, ConversationSummary>();
  const gone = new Set<string>();
  let total: number | null = null;
  let batch: NodeJS.Timeout | undefined;

  const push = (one: Push): void => {
    const text = written(one);
    for (const page of pages) {
      if (page.writableLength > MOST_UNREAD_BYTES) page.destroy();
      else page.write(text);
    }
  };
  const flush = (): void => {
    batch = undefined;
    push({ kind: "conversations", changed: [...changed.values()], gone: [...gone], total });
    changed.clear();
    gone.clear();
  };
  const hear = ({ changed: rows, gone: erased, total: count }: Changed): void => {
    total = count;
    for (const row of rows) changed.set(row.id, row);
    for (const id of erased) {
      changed.delete(id);
      gone.add(id);
    }
    batch ??= setTimeout(flush, BATCH_MS);
  };
  let stopHearing: (() => void) | undefined;
  const leave = (page: ServerResponse): void => {
    pages.delete(page);
    if (pages.size > 0) return;
    stopHearing?.();
    stopHearing = undefined;
  };
  const pictures = repeatedly(
    source.pictureEveryMs,
    async () => {
      if (pages.size > 0) push({ kind: "picture", picture: await source.picture() });
    },
    onError,
  );
  return {
    open: (response: ServerResponse): void => {
      response.writeHead(200, { ...securityHeaders, "content-type": "text/event-stream; charset=utf-8" });
      response.write("retry: 1000\n\n");
      pages.add(response);
      stopHearing ??= source.onChange(hear);
      response.once("close", () => leave(response));
      pictures.now();
    },
    push,
    close: (): void => {
      void pictures.stop();
      clearTimeout(batch);
      stopHearing?.();
      for (const page of pages) page.end();
    },
  };
};
