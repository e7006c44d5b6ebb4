import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { runProject } from "../../../../tools/ops/run-project";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { type Ran, runAt, withEnvironment } from "../operator";

const project = resolve(__dirname, "../../../..");

/** A folder with a stack's config of its own, and the commands on it. */
export const configFolder = (text = emptyStack, stack = "local") => {
  const folder = temporaryFolder();
  const file = join(folder, `Pulumi.${stack}.yaml`);
  cpSync(join(project, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  writeFileSync(file, text);
  return {
    folder,
    read: (): string => readFileSync(file, "utf8"),
    run: (argv: readonly string[], answers?: readonly string[]): Promise<Ran> =>
      runAt((terminal) => runProject(folder, argv, terminal), answers),
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

/** The same with another value of an option. */
export const newProjectWith = (option: string, value: string): readonly string[] =>
  newProject.map((word, at) => (newProject[at - 1] === option ? value : word));

/** A folder in whose config `new` has made a project with these options besides, and what was said. */
export const folderWithProject = async (options: readonly string[] = [], stack = "local") => {
  const made = configFolder(emptyStack, stack);
  return { ...made, ...(await made.run([...newProject, ...options])) };
};

/** Runs with a program of that name, a shell script, before all others on the path. */
export const onThePath = async <A>(name: string, script: string, use: () => Promise<A>): Promise<A> => {
  const folder = temporaryFolder();
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return withEnvironment({ PATH: `${folder}${delimiter}${process.env.PATH}` }, use);
};
