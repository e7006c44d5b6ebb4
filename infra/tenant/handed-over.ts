import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sealReference } from "../../runtime/conversation/reference";
import type { Channel } from "../../runtime/request/request";
import { keysOfProject, type LabelledKey, type ProjectConfig } from "../config/project-config";
import type { MadeKey } from "../data/secrets";
import { type Names, projectSlug } from "../names";

type Ids = Pick<ProjectConfig, "company_id" | "project_id">;

export type ProjectKey = Ids & LabelledKey & { readonly id: string; readonly value: string };

type DeclaredKey = LabelledKey & { readonly key: aws.apigateway.ApiKey };

const named = ({ use, label }: LabelledKey): string => (use === "client" ? label : `${use}-${label}`);

/**
 * A project's API keys under a usage plan, one per label. A key may have one plan per stage, so it leaves the old one before
 * it joins another. The provider does not know that a membership holds the key's value too, which its state would show in plain text.
 */
export const projectKeys = (
  project: ProjectConfig,
  { names, plan }: { readonly names: Names; readonly plan: aws.apigateway.UsagePlan },
  parent: pulumi.CustomResourceOptions,
): readonly DeclaredKey[] =>
  keysOfProject(project).map((labelled) => {
    const name = `${projectSlug(project)}--${named(labelled)}`;
    const description = `${project.company_id} ${project.project_id} ${named(labelled)}`;
    const key = new aws.apigateway.ApiKey(name, { name: names(name), description, tags: plan.tags }, parent);
    new aws.apigateway.UsagePlanKey(
      name,
      { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
      { ...parent, deleteBeforeReplace: true, additionalSecretOutputs: ["value"] },
    );
    return { ...labelled, key };
  });

/** What is handed over to a project; a secret. */
export const handedOver = (
  { company_id, project_id }: ProjectConfig,
  keys: readonly DeclaredKey[],
): pulumi.Output<readonly ProjectKey[]> =>
  pulumi.secret(
    pulumi.all(
      keys.map(({ use, label, key }) =>
        pulumi
          .all([key.id, key.value])
          .apply(([id, value]): ProjectKey => ({ company_id, project_id, use, label, id, value })),
      ),
    ),
  );

export type InboundAddress = Ids & { readonly channel: Channel; readonly address: string; readonly url: string };

/**
 * Twilio repeats a post for whatever reason as often as it can, where it waits for its answer as long as it can ("Connection
 * Overrides"): of itself it does so once, and only where it found no connection.
 */
const REPEATED = "#rc=5&rp=all&rt=15000";

/** Twilio knows our numbers, SendGrid the domain that it takes mail for; a simulated sender nobody. */
const sendersOf = ({ channels: { whatsapp, sms, email } }: ProjectConfig) =>
  [
    { channel: "whatsapp", address: whatsapp?.simulate ? undefined : whatsapp?.sender, path: "twilio", end: REPEATED },
    { channel: "sms", address: sms?.simulate ? undefined : sms?.sender, path: "twilio", end: REPEATED },
    { channel: "email", address: email?.simulate ? undefined : email?.reply_domain, path: "sendgrid", end: "" },
  ] as const;

/** The address to enter for each sender: at Twilio as message and as fallback address, at SendGrid as that of its Inbound Parse. */
export const inboundAddresses = (
  projects: readonly ProjectConfig[],
  url: pulumi.Output<string>,
  { value }: MadeKey,
): pulumi.Output<readonly InboundAddress[]> =>
  pulumi.all([url, value]).apply(([base, key]) =>
    projects.flatMap((project) =>
      sendersOf(project).flatMap(({ channel, address, path, end }) => {
        if (address === undefined) return [];
        const of = { company_id: project.company_id, project_id: project.project_id, channel, address };
        return [{ ...of, url: `${base}/inbound/${path}/${sealReference(key, { kind: "inbound", ...of })}${end}` }];
      }),
    ),
  );

export type SendGridWebhook = Ids & { readonly sender: string; readonly url: string };

/** The address to enter as Event Webhook in each project's SendGrid account. */
export const sendGridWebhooks = (
  projects: readonly ProjectConfig[],
  receiptsUrl: pulumi.Output<string>,
  { value }: MadeKey,
): pulumi.Output<readonly SendGridWebhook[]> =>
  pulumi.all([receiptsUrl, value]).apply(([base, key]) =>
    projects.flatMap(({ company_id, project_id, channels: { email } }) =>
      email === undefined
        ? []
        : [
            {
              company_id,
              project_id,
              sender: email.sender,
              url: `${base}/sendgrid/${sealReference(key, { company_id, project_id })}`,
            },
          ],
    ),
  );
