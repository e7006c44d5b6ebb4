import type { Channel } from "../../../../runtime/request/request";

/** Text, or the path of a file with it. */
export type Instructions = string | { readonly file: string };

/** An entry of `projects` as it will be written. */
export type ProjectDraft = {
  readonly company_id: string;
  readonly project_id: string;
  readonly company_name: string;
  readonly project_name: string;
  readonly created_at: string;
  readonly usage_tier?: string;
  readonly rate_limits?: Readonly<Record<string, number>>;
  readonly channels: Readonly<Partial<Record<Channel, ChannelDraft>>>;
};

export type ChannelDraft = {
  readonly sender: string;
  readonly simulate?: true;
  readonly assistant: {
    readonly model: string;
    readonly instructions: Instructions;
    readonly content_variables: Readonly<Record<string, string>>;
  };
};
