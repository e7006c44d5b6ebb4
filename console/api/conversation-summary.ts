/** A conversation's row in the list. */
export type ConversationSummary = {
  readonly id: string;
  readonly recipient: string;
  readonly name: string;
  readonly company_id: string;
  readonly project_id: string;
  readonly company_name: string;
  readonly channel: string;
  readonly status: string;
  readonly send_state: string;
  readonly delivery: string | null;
  /** ISO 8601, when the request was accepted. */
  readonly accepted_at: string;
  readonly preview: string;
};

export type ConversationFilter = {
  /** `company/project`, or nothing for all. */
  readonly project: string;
  readonly channel: string;
  readonly status: string;
  /** Part of the recipient's address, name or conversation id. */
  readonly recipient: string;
};

export const noFilter: ConversationFilter = { project: "", channel: "", status: "", recipient: "" };

export type ConversationPage = {
  readonly rows: readonly ConversationSummary[];
  /** Asks for the rows that follow. */
  readonly next: string | null;
  /** How many there are; null where counting them would be dear. */
  readonly total: number | null;
};
