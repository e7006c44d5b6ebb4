import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import type { Account } from "../secret-arn";
import type { Names } from "../stack-names";
import { boundaryStatements } from "./boundary-statements";
import { DEPLOYMENT_PATH } from "./deployment-arns";
import { DeploymentRole } from "./deployment-role";
import { githubProvider } from "./github-provider";
import { policyText } from "./grant-policy";
import type { Place } from "./place";
import { deployPolicies, levelPolicies, type RolePolicies } from "./role-policies";
import { trustingGithub } from "./trusting-github";

export type DeploymentRolesArgs = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly subjectPrefix: string;
  readonly account: pulumi.Output<Account>;
};

/** The stack that pull requests are previewed against and that is looked at for drift: it holds test credentials only. */
const PREVIEWED_STACK = "dev";

/** The roles by which workflows deploy the stack or look at it, and the boundary of every role that a deployment makes. */
export class DeploymentRoles extends pulumi.ComponentResource {
  readonly boundaryArn: pulumi.Output<string>;
  /** ARNs by what the role is for: `deploy`, and in dev `preview` and `drift`. */
  readonly roleArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: DeploymentRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:DeploymentRoles", name, {}, opts);
    const parent = { parent: this };
    const { names, config, subjectPrefix, account } = args;
    const { stack } = config;
    const place = account.apply((of): Place => ({ ...of, stack }));
    const provider = githubProvider(config.githubOidcProviderArn, parent);

    const boundary = new aws.iam.Policy(
      "boundary",
      {
        name: names("boundary"),
        path: DEPLOYMENT_PATH,
        policy: place.apply((of) => policyText(boundaryStatements(of))),
      },
      parent,
    );

    const roleFor = (thing: string, environment: string, description: string, policies: RolePolicies) => {
      const trust = provider.apply((providerArn) => trustingGithub({ providerArn, subjectPrefix, environment }));
      return new DeploymentRole(thing, { names, place, description, trust, policies }, parent).arn;
    };
    const deploy = roleFor("deploy", stack, "Deploys the stack from a workflow", deployPolicies(config));
    const readers =
      stack === PREVIEWED_STACK
        ? {
            preview: roleFor(
              "preview",
              `${stack}-preview`,
              "Previews a pull request, and changes nothing",
              levelPolicies(config, "inspect"),
            ),
            drift: roleFor(
              "drift",
              `${stack}-drift`,
              "Compares the stack with what is there, and changes nothing but the state's lock",
              levelPolicies(config, "refresh"),
            ),
          }
        : {};

    this.boundaryArn = boundary.arn;
    this.roleArns = { deploy, ...readers };
    this.registerOutputs({ boundaryArn: this.boundaryArn, roleArns: this.roleArns });
  }
}
