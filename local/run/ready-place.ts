import { join, resolve } from "node:path";

/** Where the engine of a project folder tells of itself, for the commands that are not told another file. */
export const readyPlace = (folder: string = resolve(__dirname, "../..")): string =>
  join(folder, ".local", "ready.json");

/** The command that starts an engine which writes the file. */
export const startCommandFor = (file: string): string =>
  file === readyPlace() ? "npm start" : `npm start -- --ready ${file}`;
