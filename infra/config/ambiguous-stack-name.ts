import type { ConfigFault } from "./config-fault";
import type { StackSettings } from "./stack-settings";

/** Permissions of deployments end in the stack's name: those of `dev` would reach into a stack `eu-dev`. */
export const ambiguousStackName = (
  { githubSubjectPrefix }: Pick<StackSettings, "githubSubjectPrefix">,
  stack: string,
): readonly ConfigFault[] =>
  githubSubjectPrefix === undefined || !stack.includes("-")
    ? []
    : [
        {
          key: "githubSubjectPrefix",
          fault: `cannot be used in the stack ${stack}: its name must hold no hyphen, since permissions are told apart by what follows the last one`,
          example: "a stack named dev or prod",
        },
      ];
