import { generateKeyPairSync, sign } from "node:crypto";
import { sealReference } from "../../../runtime/conversation/reference";
import { twilioSignature } from "../../../runtime/receipts/twilio";
import type { Channel } from "../../../runtime/request/request";
import { exampleSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import type { LedgerEntry } from "./carrier-model";

const DOMAIN = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";
const ACCOUNT = "AC00000000000000000000000000000001";
const TOKEN = "twilio-token";
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const PUBLIC_KEY = publicKey.export({ format: "der", type: "spki" }).toString("base64");

/** The example's secrets, with a webhook key for the mail. */
export const worldSecrets: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(exampleSecrets).map(([name, value]) => [
    name,
    name.includes("/sendgrid-")
      ? JSON.stringify({ ...JSON.parse(value), sendgrid_webhook_public_key: PUBLIC_KEY })
      : value,
  ]),
);

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
  body,
  isBase64Encoded: false,
  headers,
  pathParameters: { ref },
  requestContext: { domainName: DOMAIN, path: `/dev/receipts/${provider}/${ref}` },
});

const fromTwilio = ({ messageId, message }: LedgerEntry, status: string): unknown => {
  const ref = message.receipts.reference;
  const parameters = { AccountSid: ACCOUNT, MessageSid: messageId, MessageStatus: status };
  const signature = twilioSignature(TOKEN, `https://${DOMAIN}/dev/receipts/twilio/${ref}`, parameters);
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
export const receiptEvent = (entry: LedgerEntry, status: string, now: Date): unknown =>
  entry.channel === "email" ? fromSendGrid(entry, status, now) : fromTwilio(entry, status);
