import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Names } from "../stack-names";
import { DEPLOYMENT_PATH } from "./deployment-arns";
import type { Place } from "./place";
import type { RolePolicies } from "./role-policies";

export type DeploymentRoleArgs = {
  readonly names: Names;
  readonly place: pulumi.Output<Place>;
  readonly description: string;
  readonly trust: pulumi.Input<string>;
  readonly policies: RolePolicies;
};

/** A role that a workflow assumes, with its policies attached. */
export class DeploymentRole extends pulumi.ComponentResource {
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
