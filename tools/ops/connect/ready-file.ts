import { readFileSync } from "node:fs";
import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import { decodeOr } from "../../../runtime/codec/json";
import { startCommandFor } from "../../engine/update/running-engine";

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`${file} cannot be read: is the engine running (${startCommandFor(file)})?`);
  }
};

const jsonOf = (file: string): unknown => {
  try {
    return JSON.parse(textOf(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${file} is no ready file: not JSON`);
    throw error;
  }
};

/** What a running local engine tells of itself, as far as the codec asks; throws in plain words. */
export const readReadyFile = <A>(file: string, codec: t.Decoder<unknown, A>): A => {
  const decoded = decodeOr(codec, (places) => places)(jsonOf(file));
  if (E.isLeft(decoded)) throw new Error(`${file} is no ready file: ${decoded.left}`);
  return decoded.right;
};
