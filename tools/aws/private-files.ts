import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";

/** A folder that is its owner's alone, made where there is none; refused where it is somebody else's. */
export const privateFolder = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  return path;
};

/** Puts a text in a file's place in one step, so that nobody reads half of it, and no link is followed that somebody has laid. */
export const replaceFile = (path: string, text: string, mode = 0o666): void => {
  const unfinished = `${path}.${randomUUID()}`;
  writeFileSync(unfinished, text, { flag: "wx", mode });
  renameSync(unfinished, path);
};
