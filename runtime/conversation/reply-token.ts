import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import * as O from "fp-ts/Option";
import { keyFor, keysOf, type ProjectReference } from "./reference";

/**
 * Bytes in base32 (RFC 4648 §7), which a mail program may write in capitals: 5 bits a character.
 *
 *   r{token}@reply domain   16 octets request id, 10 of a MAC    43 characters     what answers this conversation
 *   u{token}@reply domain   32 octets hash of the address, 7     64 characters     who wants no more mail of the company
 *
 * A local part may have 64 (RFC 5321 §4.5.3.1.1).
 */
const charactersOf = (octets: number): number => Math.ceil((octets * 8) / 5);

const toText = (bytes: Buffer): string =>
  BigInt(`0x${bytes.toString("hex")}`)
    .toString(32)
    .padStart(charactersOf(bytes.length), "0");

const toBytes = (text: string, octets: number): Buffer =>
  Buffer.from(
    [...text]
      .reduce((sum, character) => sum * 32n + BigInt(Number.parseInt(character, 32)), 0n)
      .toString(16)
      .padStart(octets * 2, "0"),
    "hex",
  );

const REQUEST_ID = 16;
const REPLY_MAC = 10;
const HASH = 32;
const UNSUBSCRIBE_MAC = 7;

const macOf = (key: KeyObject, octets: number, ...parts: readonly (string | Buffer)[]): Buffer =>
  createHmac("sha256", key)
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest()
    .subarray(0, octets);

type Project = Pick<ProjectReference, "company_id" | "project_id">;

const replyMac = (key: string, { company_id, project_id }: Project, requestId: Buffer): Buffer =>
  macOf(keyFor(key, "reply-token"), REPLY_MAC, JSON.stringify([company_id, project_id]), requestId);

const unsubscribeMac = (consentKey: string, companyId: string, hash: Buffer): Buffer =>
  macOf(keyFor(consentKey, "unsubscribe-token"), UNSUBSCRIBE_MAC, JSON.stringify(companyId), hash);

/** The mailbox to which a person answers a request's mail; `receiptKey` is the secret as stored, of two keys maybe. */
export const replyMailbox = (receiptKey: string, project: Project, requestId: string): string => {
  const id = Buffer.from(requestId.replaceAll("-", ""), "hex");
  return `r${toText(Buffer.concat([id, replyMac(keysOf(receiptKey).key, project, id)]))}`;
};

/** The mailbox to which an address is unsubscribed from a company's mail; `hash` is the address's, as its consent item has it. */
export const unsubscribeMailbox = (consentKey: string, companyId: string, hash: string): string => {
  const bytes = Buffer.from(hash, "base64url");
  return `u${toText(Buffer.concat([bytes, unsubscribeMac(consentKey, companyId, bytes)]))}`;
};

const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** The request whose mail was answered, where the token is one of this project's; a secret may hold the key before it too. */
export const requestIdOfToken = (receiptKey: string, project: Project, token: string): O.Option<string> => {
  const bytes = toBytes(token, REQUEST_ID + REPLY_MAC);
  const [id, mac] = [bytes.subarray(0, REQUEST_ID), bytes.subarray(REQUEST_ID)];
  const { key, also } = keysOf(receiptKey);
  const genuine = [key, also].some(
    (one) => mac.length === REPLY_MAC && timingSafeEqual(mac, replyMac(one, project, id)),
  );
  return genuine ? O.some(dashed(id.toString("hex"))) : O.none;
};

/** The hash of the address that wants no more mail, where the token is one of this company's. */
export const hashOfToken = (consentKey: string, companyId: string, token: string): O.Option<string> => {
  const bytes = toBytes(token, HASH + UNSUBSCRIBE_MAC);
  const [hash, mac] = [bytes.subarray(0, HASH), bytes.subarray(HASH)];
  const genuine = mac.length === UNSUBSCRIBE_MAC && timingSafeEqual(mac, unsubscribeMac(consentKey, companyId, hash));
  return genuine ? O.some(hash.toString("base64url")) : O.none;
};

export type Mailbox = { readonly kind: "reply" | "unsubscribe"; readonly token: string };

const REPLY = new RegExp(`^r([0-9a-v]{${charactersOf(REQUEST_ID + REPLY_MAC)}})@`, "i");
const UNSUBSCRIBE = new RegExp(`^u([0-9a-v]{${charactersOf(HASH + UNSUBSCRIBE_MAC)}})@`, "i");

/** What an address of ours is for, by its form alone: whether we made it is another question. */
export const mailboxOf = (address: string): O.Option<Mailbox> => {
  const [, reply] = REPLY.exec(address) ?? [];
  const [, unsubscribe] = UNSUBSCRIBE.exec(address) ?? [];
  if (reply !== undefined) return O.some({ kind: "reply", token: reply.toLowerCase() });
  return unsubscribe === undefined ? O.none : O.some({ kind: "unsubscribe", token: unsubscribe.toLowerCase() });
};
