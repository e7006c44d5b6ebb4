import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { runProject } from "../../../../tools/ops/run-project";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { type RecordingTerminal, recordingTerminal } from "../recording-terminal";

const project = resolve(__dirname, "../../../..");

export type ConfigFolder = {
  readonly folder: string;
  readonly read: (stack?: string) => string;
  readonly run: (
    argv: readonly string[],
    answers?: readonly string[],
  ) => Promise<{ readonly code: number; readonly text: string; readonly terminal: RecordingTerminal }>;
};

/** A folder with a stack's config of its own, and the commands on it. */
export const configFolder = (text: string, stack = "local"): ConfigFolder => {
  const folder = temporaryFolder();
  cpSync(join(project, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  writeFileSync(join(folder, `Pulumi.${stack}.yaml`), text);
  return {
    folder,
    read: (which = stack) => readFileSync(join(folder, `Pulumi.${which}.yaml`), "utf8"),
    run: async (argv, answers) => {
      const terminal = recordingTerminal(answers);
      const code = await runProject(folder, argv, terminal);
      return { code, text: [...terminal.printed, ...terminal.warned].join("\n"), terminal };
    },
  };
};

/** A stack without projects. */
export const emptyStack = `# A stack.
config:
  aws:region: eu-north-1
  ai-multi-comms:corsOrigins: ["*"] # any
  # Tenants.
  ai-multi-comms:projects: []
`;

/** What `new` needs to be told where nobody can be asked. */
export const newProject: readonly string[] = [
  ...["new", "--company", "ci-ccc-003", "--company-name", "Corner Bakery", "--project", "pi-ccc-001"],
  ...["--project-name", "Saturday staff", "--channel", "sms", "--sender", "+447400000005"],
  ...["--instructions", "Write for Corner Bakery.", "--variable", "1=the recipient's first name"],
];

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
