import { readFileSync } from "node:fs";
import { isRecord } from "../engine/is-record";
import { startCommandFor } from "../run/ready-place";
import type { Control } from "./start-control";

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`${file} cannot be read: is the engine running (${startCommandFor(file)})?`);
  }
};

const jsonOf = (file: string): unknown => {
  const text = textOf(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is no ready file: not JSON`);
  }
};

/** Where the engine that wrote a ready file is controlled. */
export const readControl = (file: string): { readonly control: Control } => {
  const ready = jsonOf(file);
  const control = isRecord(ready) ? ready.control : undefined;
  if (!isRecord(control)) throw new Error(`${file} is no ready file: control is missing`);
  const { url, token } = control;
  if (typeof url !== "string" || typeof token !== "string")
    throw new Error(`${file} is no ready file: control needs url and token`);
  return { control: { url, token } };
};
