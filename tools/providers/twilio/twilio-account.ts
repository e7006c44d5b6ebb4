import type { IncomingHttpHeaders } from "node:http";
import type { Answer, Exchange } from "../server/operation";
import { twilioError } from "./twilio-error";

export type TwilioCredentials = { readonly sid: string; readonly token: string };

const basicCredentials = ({ authorization = "" }: IncomingHttpHeaders): TwilioCredentials | undefined => {
  const encoded = /^Basic +(\S+)$/i.exec(authorization)?.[1] ?? "";
  const [, sid, token] = /^(AC[0-9a-fA-F]{32}):(.+)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  return sid === undefined || token === undefined ? undefined : { sid, token };
};

/**
 * Puts the credentials check in front of an operation: of the registered accounts, or of any when none are registered.
 * A path's account must be the caller's own.
 */
export const withAccount =
  (accounts: Readonly<Record<string, string>>) =>
  (handle: (exchange: Exchange, caller: TwilioCredentials) => Answer) =>
  (exchange: Exchange): Answer => {
    const caller = basicCredentials(exchange.headers);
    const { account = caller?.sid } = exchange.params;
    const isKnown = (given: TwilioCredentials): boolean =>
      Object.keys(accounts).length === 0 || accounts[given.sid] === given.token;
    if (caller === undefined || account !== caller.sid || !isKnown(caller)) return twilioError(401, "20003");
    return handle(exchange, caller);
  };

export type Authorized = ReturnType<typeof withAccount>;
