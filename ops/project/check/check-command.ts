import { answered } from "../../cli/answer";
import { WrongUsage } from "../../cli/wrong-usage";
import { namedProject, projectName } from "../../stack-file/named-project";
import { type ProjectEntry, projectEntries } from "../../stack-file/project-entries";
import { readStackFile, type StackFile } from "../../stack-file/stack-file";
import { onStackInEffect } from "../connect/on-stack-in-effect";
import { placeIn } from "../connect/place";
import type { StackInEffect } from "../connect/stack-in-effect";
import type { ProjectCommand } from "../project-command";
import { assistantFindings } from "./assistant-findings";
import { carrierFindings } from "./carrier-findings";
import { checkHelp } from "./check-help";
import { checkText } from "./check-text";
import { offlineFindings, rotationFindings, stackFindings } from "./config-findings";
import type { Finding } from "./finding";
import { keyFindings } from "./key-findings";
import { readCompanyRecord, recordFindings } from "./record-findings";

const projectFindings = async (
  inEffect: StackInEffect,
  stack: string,
  { project }: ProjectEntry,
  now: Date,
): Promise<readonly Finding[]> => {
  const of = projectName(project);
  const record = await readCompanyRecord(inEffect.companies, project);
  const env = { ...inEffect, stack, now };
  const [keys, assistants, carriers] = await Promise.all([
    keyFindings(of, project, record, inEffect),
    assistantFindings(of, project, env),
    carrierFindings(of, project, env),
  ]);
  return [...recordFindings(of, project, stack, record), ...keys, ...carriers, ...assistants];
};

/** A stack may have hundreds of projects, and the services that are asked throttle. */
const oneByOne = async <A, B>(list: readonly A[], use: (one: A) => Promise<B>): Promise<readonly B[]> => {
  const results: B[] = [];
  for (const one of list) results.push(await use(one));
  return results;
};

const chosen = (file: StackFile, name: string | undefined): readonly ProjectEntry[] =>
  name === undefined ? projectEntries(file).entries : [namedProject(file, name)];

/** `check`: whether what the config says is so, and will stay so. */
export const checkCommand: ProjectCommand = (folder) => ({
  help: checkHelp,
  options: ["offline", "strict"],
  prepare: ({ rest, values }) => {
    const [name, more] = rest;
    if (more !== undefined) throw new WrongUsage("check takes one project at most");
    const place = placeIn(folder, values);
    return async (terminal) => {
      const file = readStackFile(folder, place.stack);
      const entries = chosen(file, name);
      const now = new Date();
      const perProject = values.offline
        ? entries.map((entry) => offlineFindings(entry, now))
        : await onStackInEffect(place, file, terminal.warn, (inEffect) =>
            oneByOne(entries, (entry) => projectFindings(inEffect, place.stack, entry, now)),
          );
      const found = [...stackFindings(file), ...entries.flatMap(rotationFindings), ...perProject.flat()];
      const text = checkText(found, terminal.coloured);
      return {
        ...answered(text, { stack: place.stack, findings: found }),
        done: found.every(({ verdict }) => verdict === "ok" || (verdict === "warning" && !values.strict)),
      };
    };
  },
});
