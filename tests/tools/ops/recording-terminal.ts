import type { Terminal } from "../../../tools/ops/cli/terminal";

export type RecordingTerminal = Terminal & {
  readonly printed: string[];
  readonly warned: string[];
  readonly asked: string[];
};

/** A terminal that keeps what it is told, and gives one answer to every question, or the answers in their order. */
export const recordingTerminal = (answer?: string | readonly string[]): RecordingTerminal => {
  const printed: string[] = [];
  const warned: string[] = [];
  const asked: string[] = [];
  return {
    printed,
    warned,
    asked,
    print: (text) => void printed.push(text),
    warn: (text) => void warned.push(text),
    progress: () => undefined,
    ask: async (question) => {
      asked.push(question);
      return typeof answer === "string" ? answer : answer?.[asked.length - 1];
    },
    coloured: (_, text) => text,
    isInteractive: answer !== undefined,
  };
};
