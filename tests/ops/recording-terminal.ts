import type { Terminal } from "../../ops/cli/terminal";

export type RecordingTerminal = Terminal & {
  readonly printed: string[];
  readonly warned: string[];
  readonly asked: string[];
};

/** A terminal that keeps what it is told, and gives one answer to every question. */
export const recordingTerminal = (answer?: string): RecordingTerminal => {
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
      return answer;
    },
  };
};
