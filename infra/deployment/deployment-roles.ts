import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { StackConfig } from "../config/stack-config";
import type { Names } from "../names";
import { DEPLOYMENT_PATH, GITHUB_HOST, githubProviderArn, type Place } from "./arns";
import { boundaryStatements, boundRoles } from "./boundary";
import { policyText } from "./grant";
import { deployPolicies, levelPolicies, previewPolicies, type RolePolicies } from "./role-policies";

type Trusted = {
  readonly subjectPrefix: string;
  /** A GitHub environment; its protection rules decide who gets to use the role. */
  readonly environment: string;
};

/** A trust policy for the jobs of one environment of one repository. */
const trustingGithub = (providerArn: string, { subjectPrefix, environment }: Trusted): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${GITHUB_HOST}:aud`]: "sts.amazonaws.com",
            [`${GITHUB_HOST}:sub`]: `${subjectPrefix}:environment:${environment}`,
          },
        },
      },
    ],
  });

type DeploymentRoleArgs = {
  readonly names: Names;
  readonly place: pulumi.Output<Place>;
  readonly description: string;
  readonly trust: pulumi.Input<string>;
  readonly policies: RolePolicies;
};

/** A role that a workflow assumes, with its policies attached. */
class DeploymentRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    { names, place, description, trust, policies }: DeploymentRoleArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ai-multi-comms:infra:DeploymentRole", name, {}, opts);
    const parent = { parent: this };

    const role = new aws.iam.Role(
      name,
      { name: names(name), path: DEPLOYMENT_PATH, description, assumeRolePolicy: trust },
      parent,
    );
    for (const [about, write] of Object.entries(policies)) {
      const policy = new aws.iam.Policy(
        `${name}-${about}`,
        { name: names(`${name}-${about}`), path: DEPLOYMENT_PATH, policy: place.apply(write) },
        parent,
      );
      new aws.iam.RolePolicyAttachment(`${name}-${about}`, { role: role.name, policyArn: policy.arn }, parent);
    }

    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

type DeploymentRolesArgs = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly subjectPrefix: string;
  readonly account: pulumi.Output<Account>;
};

/** The stack that pull requests are previewed against and that is looked at for drift: it holds test credentials only. */
const PREVIEWED_STACK = "dev";

/** The roles by which workflows deploy the stack or look at it, and the boundary of every role that a deployment makes. */
class DeploymentRoles extends pulumi.ComponentResource {
  readonly boundaryArn: pulumi.Output<string>;
  /** ARNs by what the role is for: `deploy`, and in dev `preview` and `drift`. */
  readonly roleArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: DeploymentRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:DeploymentRoles", name, {}, opts);
    const parent = { parent: this };
    const { names, config, subjectPrefix, account } = args;
    const { stack } = config;
    const place = account.apply((of): Place => ({ ...of, stack }));
    const provider = place.apply((of) => config.githubOidcProviderArn ?? githubProviderArn(of));

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
      const trust = provider.apply((arn) => trustingGithub(arn, { subjectPrefix, environment }));
      return new DeploymentRole(thing, { names, place, description, trust, policies }, parent).arn;
    };
    const readerFor = (thing: string, description: string, policies: RolePolicies) =>
      roleFor(thing, `${stack}-${thing}`, description, policies);
    const deploy = roleFor("deploy", stack, "Deploys the stack from a workflow", deployPolicies(config));
    const readers =
      stack !== PREVIEWED_STACK
        ? {}
        : {
            preview: readerFor("preview", "Previews a pull request by the state alone", previewPolicies(config)),
            drift: readerFor(
              "drift",
              "Compares the stack with what is there, and changes nothing but the state's lock",
              levelPolicies(config, "refresh"),
            ),
          };

    this.boundaryArn = boundary.arn;
    this.roleArns = { deploy, ...readers };
    this.registerOutputs({ boundaryArn: this.boundaryArn, roleArns: this.roleArns });
  }
}

/** By what the role is for. */
type RoleArns = Readonly<Record<string, pulumi.Output<string>>>;

/** Declares what workflows deploy with, where the config names their repository, and bounds all roles declared later. */
export const declareDeployment = (names: Names, config: StackConfig, account: pulumi.Output<Account>): RoleArns => {
  const { githubSubjectPrefix: subjectPrefix } = config;
  if (subjectPrefix === undefined) return {};
  const roles = new DeploymentRoles("deployment", { names, config, subjectPrefix, account });
  boundRoles(roles.boundaryArn);
  return roles.roleArns;
};
