import { channels } from "../../runtime/request/channel";
import { credentialsKey, openaiKey } from "../secret-names";
import type { ProjectConfig } from "./project-config";

const secretsOf = (project: ProjectConfig): readonly string[] =>
  channels
    .filter((channel) => project.channels[channel] !== undefined)
    .map((channel) => credentialsKey(channel, project));

/** Names in `secretValues` that no secret of the stack has, such as one with a slip of the pen. */
export const straySecretValues = (names: readonly string[], projects: readonly ProjectConfig[]): readonly string[] => {
  const declared = new Set([...channels.map(openaiKey), ...projects.flatMap(secretsOf)]);
  return names.filter((name) => !declared.has(name));
};
