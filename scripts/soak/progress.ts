const WIDTH = 30;
const LINE_EVERY_MS = 10_000;
const BAR_EVERY_MS = 200;
const CLEAR_LINE = "\r\u001b[K";

export type Progress = { readonly show: (share: number, text: string) => void; readonly end: () => void };

/** A bar where a person watches, else a plain line every ten seconds. */
export const makeProgress = (stream: NodeJS.WriteStream): Progress => {
  let shownAt = Number.NEGATIVE_INFINITY;
  const bar = (share: number): string => {
    const full = Math.round(Math.min(1, share) * WIDTH);
    return `${"█".repeat(full)}${"░".repeat(WIDTH - full)}`;
  };
  return {
    show: (share, text) => {
      const now = performance.now();
      if (now - shownAt < (stream.isTTY ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
      shownAt = now;
      stream.write(stream.isTTY ? `${CLEAR_LINE}${bar(share)} ${text}` : `${Math.floor(share * 100)} %  ${text}\n`);
    },
    end: () => void (stream.isTTY && stream.write(CLEAR_LINE)),
  };
};
