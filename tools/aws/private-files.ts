import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Level by level: below /proc, where nothing can be made, the recursion of Node 24 never ends. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw new Error(`${path} is a file, and no folder`);
    return;
  }
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
};

/** A folder that is its owner's alone, made where there is none; refused where it is somebody else's, or cannot be. */
export const privateFolder = (path: string): string => {
  try {
    makeFolder(resolve(path));
    chmodSync(path, 0o700);
  } catch (error) {
    throw new Error(`the folder ${path} cannot be made: ${error instanceof Error ? error.message : error}`);
  }
  return path;
};

/** Puts a text in a file's place in one step, so that nobody reads half of it, and no link is followed that somebody has laid. */
export const replaceFile = (path: string, text: string, mode = 0o666): void => {
  const unfinished = `${path}.${randomUUID()}`;
  writeFileSync(unfinished, text, { flag: "wx", mode });
  renameSync(unfinished, path);
};
