import type { EmailEntry } from "../ledger/ledger-entry";
import type { Webhook } from "../server/webhooks";
import type { InboundMail } from "./parsed-mail";

const headerOf = ({ headers }: EmailEntry, name: string): string =>
  Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1] ?? "";

/** The addresses of `List-Unsubscribe`, in their order (RFC 2369). */
const addressesOf = (entry: EmailEntry): readonly string[] =>
  [...headerOf(entry, "list-unsubscribe").matchAll(/<([^>]*)>/g)].map(([, address = ""]) => address);

/** In which encoding a mailbox provider posts: RFC 8058 allows both. */
export type Encoding = "form" | "multipart";

const ONE_CLICK = "List-Unsubscribe=One-Click";

const bodies: Readonly<Record<Encoding, { readonly type: string; readonly body: string }>> = {
  form: { type: "application/x-www-form-urlencoded", body: ONE_CLICK },
  multipart: {
    type: "multipart/form-data; boundary=one",
    body: '--one\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--one--\r\n',
  },
};

/** What a mailbox provider posts when its user presses "unsubscribe" (RFC 8058); throws when the mail does not offer it. */
export const oneClick = (entry: EmailEntry, encoding: Encoding): Webhook => {
  const url = addressesOf(entry).find((address) => /^https?:/.test(address));
  if (url === undefined || headerOf(entry, "list-unsubscribe-post") !== ONE_CLICK)
    throw new Error("this mail offers no unsubscribing by one click");
  const { type, body } = bodies[encoding];
  return { url, headers: { "content-type": type }, body };
};

/** The mail that asks for the same, where the mail offers it. */
export const unsubscribingMail = (entry: EmailEntry): InboundMail => {
  const mailto = addressesOf(entry).find((address) => address.startsWith("mailto:"));
  if (mailto === undefined) throw new Error("this mail offers no unsubscribing by mail");
  const { pathname, searchParams } = new URL(mailto);
  return {
    from: entry.to,
    to: decodeURIComponent(pathname),
    subject: searchParams.get("subject") ?? "unsubscribe",
    text: searchParams.get("body") ?? "",
  };
};
