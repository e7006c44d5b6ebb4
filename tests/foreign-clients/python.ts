import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "./cases";
import { run } from "./fetched-tools";

const description = join(__dirname, "../../docs/openapi.json");

/** Generates a client by openapi-python-client and makes the calls with it; what went wrong, if anything did. */
export const tryPython = async (tools: string, work: string, cases: readonly Case[]): Promise<string | undefined> => {
  const folder = join(work, "python");
  mkdirSync(folder, { recursive: true });
  const list = join(folder, "cases.json");
  writeFileSync(list, JSON.stringify(cases));
  const config = join(folder, "config.json");
  writeFileSync(config, JSON.stringify({ post_hooks: [] }));
  const words = ["generate", "--path", description, "--config", config, "--fail-on-warning"];
  return (
    (await run(join(tools, "bin/openapi-python-client"), [...words, "--output-path", "client"], folder)) ??
    run(join(tools, "bin/python"), [join(__dirname, "calls.py"), join(folder, "client"), list], folder)
  );
};
