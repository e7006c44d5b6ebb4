import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { toAttributes } from "../../runtime/codec/attribute-value";
import type { KeyUse } from "../../runtime/company/company";
import { senderItem } from "../../runtime/conversation/sender";
import { projectLimits } from "../config/api-limits";
import { givenSecretsOf, type ProjectConfig } from "../config/project-config";
import type { StackConfig } from "../config/stack-config";
import { namedSecret, webhookSecret } from "../data/secrets";
import { type Names, projectSlug, webhookSecretKey } from "../names";
import { companyRecordItem } from "./company-record";
import { handedOver, type ProjectKey, projectKeys } from "./handed-over";
import { type TierPlans, usagePlan } from "./plans";

export type ProjectArgs = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly project: ProjectConfig;
  readonly companies: aws.dynamodb.Table;
  readonly conversations: aws.dynamodb.Table;
  readonly stage: aws.apigateway.Stage;
  readonly tierPlans: TierPlans;
};

/** Senders of ours for which Twilio's list is searched; a simulated one is nobody's. */
const caughtUpSenders = (
  { company_id, project_id, channels: { whatsapp, sms } }: ProjectConfig,
  { catchUpSeconds }: StackConfig,
) =>
  catchUpSeconds === 0
    ? []
    : Object.entries({ whatsapp, sms }).flatMap(([channel, setup]) =>
        setup === undefined || setup.simulate
          ? []
          : [
              {
                ...senderItem({
                  channel: channel as "whatsapp" | "sms",
                  address: setup.sender,
                  of: { company_id, project_id },
                }),
                channel,
              },
            ],
      );

/** A tenant: its API keys and usage plan, its secrets, and its record with the keys' ids in it. */
export class Project extends pulumi.ComponentResource {
  /** The API keys; a secret. */
  readonly keys: pulumi.Output<readonly ProjectKey[]>;

  constructor(args: ProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    const { names, config, project, companies, stage } = args;
    const name = projectSlug(project);
    super("ai-multi-comms:infra:Project", name, {}, opts);
    const parent = { parent: this };
    const limits = projectLimits(project, config);

    const shared = project.usage_tier === undefined ? undefined : args.tierPlans[project.usage_tier];
    const plan = shared ?? usagePlan(name, { names, config, stage, limits }, parent);
    const keys = projectKeys(project, { names, plan }, parent);
    const idsFor = (use: KeyUse) => pulumi.all(keys.filter((key) => key.use === use).map(({ key }) => key.id));
    const keyIds = pulumi
      .all([idsFor("client"), idsFor("desk")])
      .apply(([clients, desks]) => ({ keyIds: clients, deskKeyIds: desks }));

    for (const key of givenSecretsOf(project)) namedSecret(key, config, parent);
    if (project.webhook !== undefined) webhookSecret(webhookSecretKey(project), config, parent);

    new aws.dynamodb.TableItem(
      name,
      {
        tableName: companies.name,
        hashKey: "company_id",
        rangeKey: "project_id",
        item: keyIds.apply((ids) =>
          JSON.stringify(toAttributes(companyRecordItem({ ...project, rate_limits: limits }, ids, config.stack))),
        ),
      },
      parent,
    );

    for (const item of caughtUpSenders(project, config)) {
      new aws.dynamodb.TableItem(
        `${name}-${item.channel}-inbound`,
        {
          tableName: args.conversations.name,
          hashKey: "primary_channel",
          rangeKey: "conversation_id",
          item: JSON.stringify(toAttributes(item)),
        },
        // How far it is caught up with is the sweeper's to say.
        { ...parent, ignoreChanges: ["item"] },
      );
    }

    this.keys = handedOver(project, keys);
    this.registerOutputs({ keyIds });
  }
}
