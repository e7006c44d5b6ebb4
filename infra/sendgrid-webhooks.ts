import * as pulumi from "@pulumi/pulumi";
import { sealReference } from "../runtime/receipts/reference";
import type { ProjectConfig } from "./config/project-config";
import type { ReceiptKey } from "./receipt-key";

export type SendGridWebhook = {
  readonly company_id: string;
  readonly project_id: string;
  readonly sender: string;
  readonly url: string;
};

/** The address to enter as Event Webhook in each project's SendGrid account. */
export const sendGridWebhooks = (
  projects: readonly ProjectConfig[],
  receiptsUrl: pulumi.Output<string>,
  { value }: ReceiptKey,
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
