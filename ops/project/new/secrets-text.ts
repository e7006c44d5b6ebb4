import { secretName } from "../../../infra/secret-names";
import { fieldsOf, type NeededSecret } from "./needed-secrets";

/** How the secrets of a deployed stack get their values: typed into Pulumi's question, so that no shell remembers them. */
export const secretsText = (secrets: readonly NeededSecret[], stack: string): string => {
  if (secrets.length === 0) return "Every secret that it needs has a value in the config.";
  const lines = secrets.flatMap(({ key, kind }) => [
    ...fieldsOf[kind].map(
      (field) => `  npx pulumi config set --stack ${stack} --secret --path 'secretValues["${key}"].${field}'`,
    ),
    `    or, after the first up, in Secrets Manager: ${secretName(key, stack)}`,
  ]);
  return ["Secrets still need their values; each command asks for one:", ...lines].join("\n");
};
