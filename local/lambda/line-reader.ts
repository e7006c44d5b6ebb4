import { StringDecoder } from "node:string_decoder";

export type LineReader = { readonly push: (chunk: Buffer) => void; readonly flush: () => void };

/** Cuts a stream of bytes into lines; `flush` gives out an unfinished last line. Blank lines are left out, as Lambda does. */
export const makeLineReader = (onLine: (line: string) => void): LineReader => {
  const decoder = new StringDecoder("utf8");
  let pending = "";
  const give = (line: string): void => {
    if (line !== "") onLine(line);
  };
  return {
    push: (chunk) => {
      const parts = (pending + decoder.write(chunk)).split("\n");
      pending = parts.pop() ?? "";
      parts.forEach(give);
    },
    flush: () => {
      const rest = pending;
      pending = "";
      give(rest);
    },
  };
};
