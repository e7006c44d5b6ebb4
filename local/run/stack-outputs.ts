/** What the program tells of itself once it is deployed. */
export type StackOutputs = {
  readonly apiUrl: string;
  readonly apiId: string;
  readonly receiptsUrl: string;
  readonly apiKeys: readonly {
    readonly company_id: string;
    readonly project_id: string;
    readonly label: string;
    readonly id: string;
    readonly value: string;
  }[];
  readonly tables: { readonly company: string; readonly conversations: string };
  readonly queueUrls: Readonly<Record<"whatsapp" | "sms" | "email", { readonly url: string; readonly dlqUrl: string }>>;
  /** Addresses for SendGrid's Event Webhook, by project. */
  readonly webhooks: readonly { readonly sender: string; readonly url: string }[];
  readonly topicArn: string;
  readonly functionNames: readonly string[];
};

const names = [
  "apiUrl",
  "apiId",
  "receiptsUrl",
  "apiKeys",
  "tables",
  "queueUrls",
  "webhooks",
  "topicArn",
  "functionNames",
] as const;

/** The program is ours, so its outputs have their form; one that is absent is named. */
export const stackOutputs = (outputs: Readonly<Record<string, unknown>>): StackOutputs => {
  const absent = names.filter((name) => outputs[name] === undefined);
  if (absent.length > 0) throw new Error(`The program gave no output ${absent.join(", ")}`);
  return outputs as StackOutputs;
};
