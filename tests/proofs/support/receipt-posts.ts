import { generateKeyPairSync, sign } from "node:crypto";
import { sealReference } from "../../../runtime/conversation/reference";
import { twilioSignature } from "../../../runtime/receipts/twilio-signature";
import type { Channel } from "../../../runtime/request/request";
import { exampleSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import type { LedgerEntry } from "./carrier-model";

const DOMAIN = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";
/** What the project's secrets hold at the moment. */
export type SecretsState = {
  /** Which of its Twilio accounts they name. */
  readonly account: 1 | 2;
  /** How often the accounts' tokens have been rotated. */
  readonly rotations: number;
  /** Whether SMS are sent by a template. */
  readonly smsTemplate: boolean;
};

export const accountSid = (account: SecretsState["account"]): string => `AC0000000000000000000000000000000${account}`;

/** An account's token, rotated so often. */
const tokenOf = (account: string, rotations: number): string => `token-${rotations}-of-${account}`;
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const PUBLIC_KEY = publicKey.export({ format: "der", type: "spki" }).toString("base64");

/** The example's secrets as they stand at the moment, with a webhook key for the mail. */
const valueAt = ({ account, rotations, smsTemplate }: SecretsState, name: string, value: string): string => {
  if (name.includes("/sendgrid-"))
    return JSON.stringify({ ...JSON.parse(value), sendgrid_webhook_public_key: PUBLIC_KEY });
  if (!name.includes("/twilio-")) return value;
  const sid = accountSid(account);
  const { twilio_template_sid, ...others } = JSON.parse(value);
  const template = name.includes("/sms-") && !smsTemplate ? {} : { twilio_template_sid };
  return JSON.stringify({
    ...others,
    ...template,
    twilio_account_sid: sid,
    twilio_auth_token: tokenOf(sid, rotations),
  });
};

export const secretAt = (state: SecretsState, name: string): string | undefined => {
  const value = exampleSecrets[name];
  return value === undefined ? undefined : valueAt(state, name, value);
};

/** What a carrier tells of a delivery that goes well: status, and seconds after it took the message. */
export const happyStatuses: Readonly<Record<Channel, readonly (readonly [string, number])[]>> = {
  whatsapp: [
    ["sent", 1],
    ["delivered", 9],
    ["read", 60],
  ],
  sms: [
    ["sent", 1],
    ["delivered", 9],
  ],
  email: [
    ["processed", 1],
    ["delivered", 9],
    ["open", 60],
  ],
};

const proxyEvent = (
  provider: string,
  ref: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): unknown => ({
  resource: `/receipts/${provider}/{ref}`,
  httpMethod: "POST",
  body,
  isBase64Encoded: false,
  headers,
  pathParameters: { ref },
  requestContext: { domainName: DOMAIN, path: `/dev/receipts/${provider}/${ref}` },
});

/** Signed with the account's token of the moment; a code of a failure stands after the status. */
const fromTwilio = ({ messageId, message, account }: LedgerEntry, status: string, rotations: number): unknown => {
  const ref = message.receipts.reference;
  const [MessageStatus = "", ErrorCode] = status.split(" ");
  const failure = ErrorCode === undefined ? {} : { ErrorCode };
  const parameters = { AccountSid: account, MessageSid: messageId, MessageStatus, ...failure };
  const signature = twilioSignature(
    tokenOf(account, rotations),
    `https://${DOMAIN}/dev/receipts/twilio/${ref}`,
    parameters,
  );
  return proxyEvent("twilio", ref, { "X-Twilio-Signature": signature }, new URLSearchParams(parameters).toString());
};

const PROJECT_REF = sealReference(RECEIPT_KEY, { company_id: "ci-aaa-001", project_id: "pi-aaa-001" });

const fromSendGrid = ({ messageId, message }: LedgerEntry, status: string, now: Date): unknown => {
  const body = JSON.stringify([{ event: status, ref: message.receipts.reference, sg_message_id: `${messageId}.0` }]);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = sign("sha256", Buffer.from(`${timestamp}${body}`), privateKey).toString("base64");
  const headers = {
    "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
    "X-Twilio-Email-Event-Webhook-Signature": signature,
  };
  return proxyEvent("sendgrid", PROJECT_REF, headers, body);
};

/** A receipt as API Gateway hands it over, signed as its carrier signs. */
export const receiptEvent = (entry: LedgerEntry, status: string, now: Date, rotations: number): unknown =>
  entry.channel === "email" ? fromSendGrid(entry, status, now) : fromTwilio(entry, status, rotations);
