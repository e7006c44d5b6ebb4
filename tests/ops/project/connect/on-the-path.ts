import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "../../../local/temporary-folder";

/** Runs with a program of that name, a shell script, before all others on the path. */
export const onThePath = async <A>(name: string, script: string, use: () => Promise<A>): Promise<A> => {
  const folder = temporaryFolder();
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const before = process.env.PATH;
  process.env.PATH = `${folder}${delimiter}${before}`;
  try {
    return await use();
  } finally {
    process.env.PATH = before;
  }
};
