import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { toAttributes } from "../runtime/adapters/attribute-value";
import { channels } from "../runtime/request/channel";
import { companyRecordItem } from "./company-record-item";
import type { ProjectConfig } from "./config/project-config";
import type { StackConfig } from "./config/stack-config";
import { namedSecret } from "./named-secret";
import { projectSlug } from "./project-slug";
import { credentialsKey } from "./secret-names";
import type { Names } from "./stack-names";
import { usageLimits } from "./usage-limits";

export type ProjectArgs = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly project: ProjectConfig;
  readonly companies: aws.dynamodb.Table;
  readonly stage: aws.apigateway.Stage;
};

export type ProjectKey = {
  readonly id: string;
  readonly value: string;
  readonly company_id: string;
  readonly project_id: string;
};

/** A tenant: its API key and usage plan, its secrets, and its record with the key's id in it. */
export class Project extends pulumi.ComponentResource {
  /** The API key; a secret. */
  readonly key: pulumi.Output<ProjectKey>;

  constructor(args: ProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    const { names, config, project, companies, stage } = args;
    const { company_id, project_id } = project;
    const name = projectSlug(project);
    super("ai-multi-comms:infra:Project", name, {}, opts);
    const parent = { parent: this };

    const key = new aws.apigateway.ApiKey(
      name,
      { name: names(name), description: `${company_id} ${project_id}` },
      parent,
    );

    const plan = new aws.apigateway.UsagePlan(
      name,
      {
        name: names(name),
        apiStages: [{ apiId: stage.restApi, stage: stage.stageName }],
        ...usageLimits(project.rate_limits ?? {}),
      },
      parent,
    );

    new aws.apigateway.UsagePlanKey(name, { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id }, parent);

    for (const channel of channels.filter((used) => project.channels[used] !== undefined)) {
      namedSecret(credentialsKey(channel, project), config, parent);
    }

    new aws.dynamodb.TableItem(
      name,
      {
        tableName: companies.name,
        hashKey: "company_id",
        rangeKey: "project_id",
        item: key.id.apply((id) => JSON.stringify(toAttributes(companyRecordItem(project, [id], config.stack)))),
      },
      parent,
    );

    this.key = pulumi.secret(
      pulumi.all([key.id, key.value]).apply(([id, value]) => ({ id, value, company_id, project_id })),
    );
    this.registerOutputs({ keyId: key.id });
  }
}
