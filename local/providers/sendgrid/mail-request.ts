/** A checked mail-send request, one item per personalization. */
export type MailRequest = {
  readonly from: { readonly email: string; readonly name: string | null };
  readonly personalizations: readonly Personalization[];
  readonly templateId: string | null;
  readonly content: readonly MailContent[];
  readonly sandbox: boolean;
  readonly categories: readonly string[];
};

export type Personalization = {
  /** Everybody in `to`, `cc` and `bcc`. */
  readonly recipients: readonly string[];
  readonly subject: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly customArgs: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

export type MailContent = { readonly type: string; readonly value: string };
