import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../codec/json";
import { Channel } from "../request/request";
import type { ConversationKey } from "./conversation";

const Project = { company_id: t.string, project_id: t.string };

/** Names a project, for a carrier that posts all its receipts to one address; no other reference is one. */
export const ProjectReference = t.intersection([
  t.type(Project),
  t.partial({ attempt_id: t.undefined, kind: t.undefined }),
]);
export type ProjectReference = t.TypeOf<typeof ProjectReference>;

/** Names one attempt to send one conversation's message; of no use after `expires` (ISO 8601). */
export const AttemptReference = t.type({
  ...Project,
  channel: Channel,
  primary_channel: t.string,
  conversation_id: t.string,
  attempt_id: t.string,
  expires: t.string,
});
export type AttemptReference = t.TypeOf<typeof AttemptReference>;

/** Names where people write to a project: the number of a sender of ours, or the domain of its mail. */
export const InboundReference = t.type({
  kind: t.literal("inbound"),
  ...Project,
  channel: Channel,
  address: t.string,
});
export type InboundReference = t.TypeOf<typeof InboundReference>;

/** Names whom a mail was sent to; of use for ever, as a mail may be. */
export const UnsubscribeReference = t.type({ kind: t.literal("unsubscribe"), ...Project, address: t.string });
export type UnsubscribeReference = t.TypeOf<typeof UnsubscribeReference>;

type Reference = ProjectReference | AttemptReference | InboundReference | UnsubscribeReference;

/** The record that a reference names. */
export const keyOf = ({ primary_channel, conversation_id }: AttemptReference): ConversationKey => ({
  primary_channel,
  conversation_id,
});

export type Forged = { readonly _tag: "Forged" };
export const forged = (): Forged => ({ _tag: "Forged" });

/** Two keys in one secret, while one takes over from the other: `key` seals, and what `also` sealed is opened too. */
const Keys = t.type({ key: t.string, also: t.string });

/** Only JSON of an object holds two. */
const MAY_HOLD_TWO = /^\s*\{/;

const twoKeys = (secret: string): E.Either<Forged, t.TypeOf<typeof Keys>> =>
  pipe(secret, parseJson(forged), E.chain(decodeOr(Keys, forged)));

export const keysOf = (secret: string): t.TypeOf<typeof Keys> =>
  pipe(
    secret,
    E.fromPredicate((text) => MAY_HOLD_TWO.test(text), forged),
    E.chain(twoKeys),
    E.getOrElse(() => ({ key: secret, also: secret })),
  );

/** Octets of AES-256-GCM's nonce and tag. */
const NONCE = 12;
const TAG = 16;

/** A key of any length as one of 256 bits, apart from any other use of it. Node 24 takes three times as long where a key comes as bytes. */
export const keyFor = (key: string, use: string): KeyObject =>
  createSecretKey(createHash("sha256").update(`${use}:${key}`).digest());

/**
 * Encrypts and authenticates a reference, so that it shows nothing and cannot be made by others. The nonce comes from the
 * content: equal references look equal, so that an address given to a carrier stays the same.
 */
export const sealReference = (secret: string, reference: Reference): string => {
  const text = JSON.stringify(reference);
  const { key } = keysOf(secret);
  const nonce = createHmac("sha256", keyFor(key, "nonce")).update(text).digest().subarray(0, NONCE);
  const cipher = createCipheriv("aes-256-gcm", keyFor(key, "cipher"), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
};

const decrypt = (key: string, sealed: string): E.Either<Forged, string> => {
  const bytes = Buffer.from(sealed, "base64url");
  // Node decodes leniently: it skips foreign characters and left-over bits.
  if (bytes.length <= NONCE + TAG || bytes.toString("base64url") !== sealed) return E.left(forged());
  return E.tryCatch(() => {
    const decipher = createDecipheriv("aes-256-gcm", keyFor(key, "cipher"), bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
  }, forged);
};

const decryptWithEither = (secret: string, sealed: string): E.Either<Forged, string> => {
  const { key, also } = keysOf(secret);
  return pipe(
    decrypt(key, sealed),
    E.alt(() => decrypt(also, sealed)),
  );
};

/** The reference that was sealed with a key of `secret`, if it is one of the expected form. */
export const openReference =
  <A>(codec: t.Decoder<unknown, A>) =>
  (secret: string, sealed: string): E.Either<Forged, A> =>
    pipe(decryptWithEither(secret, sealed), E.chain(parseJson(forged)), E.chain(decodeOr(codec, forged)));
