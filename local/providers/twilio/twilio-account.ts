import type { IncomingHttpHeaders } from "node:http";

export type TwilioCredentials = { readonly sid: string; readonly token: string };

const accountSid = /^AC[0-9a-fA-F]{32}$/;

const basicCredentials = ({ authorization = "" }: IncomingHttpHeaders): TwilioCredentials | undefined => {
  const encoded = /^Basic +(\S+)$/i.exec(authorization)?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  return colon < 1 || colon === text.length - 1
    ? undefined
    : { sid: text.slice(0, colon), token: text.slice(colon + 1) };
};

export type Authenticate = (headers: IncomingHttpHeaders) => TwilioCredentials | undefined;

/** Checks Basic credentials against the registered accounts, or accepts any account when none are registered. */
export const makeAuthenticate =
  (accounts: Readonly<Record<string, string>>): Authenticate =>
  (headers) => {
    const given = basicCredentials(headers);
    if (given === undefined || !accountSid.test(given.sid)) return undefined;
    const registered = Object.keys(accounts).length > 0;
    return registered && accounts[given.sid] !== given.token ? undefined : given;
  };
