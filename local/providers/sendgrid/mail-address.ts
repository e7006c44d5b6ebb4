import { isRecord } from "../is-record";

export type MailAddress = { readonly email: string; readonly name: string | null };

const plausible = /^[^\s@<>,;:"()[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** Reads SendGrid's `{ email, name? }`; undefined when it holds no plausible address. */
export const parseMailAddress = (value: unknown): MailAddress | undefined => {
  if (!isRecord(value) || typeof value.email !== "string" || !plausible.test(value.email)) return undefined;
  return { email: value.email, name: typeof value.name === "string" ? value.name : null };
};
