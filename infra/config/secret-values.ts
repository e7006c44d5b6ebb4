import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { fieldsOf } from "../../runtime/codec/json";
import { channels } from "../../runtime/request/request";
import { openaiKey, RECEIPT_KEY } from "../names";
import { type ConfigFault, faultIf } from "./faults";
import { lackOfQuotes, parsedJson } from "./plain-types";
import { type ProjectConfig, secretsOf } from "./project-config";

const Fields = t.record(t.string, t.record(t.string, t.string));

/** A secret's JSON text, marked so that no closure can carry it away, and what tells it from other values that the secret had or will have. */
type SecretValue = { readonly text: pulumi.Output<string>; readonly digest: string };

/** By the secret's name without prefix and environment. */
export type SecretValues = Readonly<Record<string, SecretValue>>;

const EXAMPLE = `{"whatsapp-credentials/ci-aaa-001/pi-aaa-001/twilio":{"twilio_account_sid":"AC…","twilio_auth_token":"…","twilio_template_sid":"HX…"}}`;

/** The same text however the fields are ordered: another text would become a new version, over a value set by hand. */
const textOf = (fields: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1))));

/** Of 256 bits, so few that many values have the same: whoever sees it cannot tell whether a guess was right. */
const DIGEST_LENGTH = 8;

const digestOf = (name: string, text: string): string =>
  createHash("sha256")
    .update(JSON.stringify([name, text]))
    .digest("hex")
    .slice(0, DIGEST_LENGTH);

const marked = (fields: t.TypeOf<typeof Fields>): SecretValues =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const text = textOf(value);
      return [name, { text: pulumi.secret(text), digest: digestOf(name, text) }];
    }),
  );

/** Names of secrets and of their fields are no secrets. */
const faultOf = ({ context, value }: t.ValidationError): ConfigFault => {
  const place = fieldsOf(context).join(".");
  if (place === "") {
    return { key: "secretValues", fault: "must be an object of secret names with their fields", example: EXAMPLE };
  }
  const isField = context.at(-1)?.type === t.string;
  const fault = isField ? (lackOfQuotes(t.string, value) ?? "must be text") : "must be an object of fields";
  return { key: `secretValues.${place}`, fault, example: EXAMPLE };
};

const KEY = /^[A-Za-z0-9]{32,}$/;

/** The one secret that nobody else judges: what is not as it must be would be taken for a key itself. */
const faultsOfReceiptKey = (fields: t.TypeOf<typeof Fields>[string] | undefined): readonly ConfigFault[] =>
  faultIf(
    fields !== undefined &&
      !(Object.keys(fields).sort().join() === "also,key" && Object.values(fields).every((key) => KEY.test(key))),
    `secretValues.${RECEIPT_KEY}`,
    "must have key and also, each of at least 32 letters and digits",
    `{"${RECEIPT_KEY}":{"key":"…","also":"…"}}`,
  );

/** Reads `secretValues`; a fault never quotes what was there. */
export const readSecretValues = (
  text: string,
): { readonly secretValues: SecretValues; readonly faults: readonly ConfigFault[] } => {
  const decoded = Fields.decode(parsedJson(text));
  const faults = E.isRight(decoded) ? faultsOfReceiptKey(decoded.right[RECEIPT_KEY]) : decoded.left.map(faultOf);
  return E.isRight(decoded) && faults.length === 0
    ? { secretValues: marked(decoded.right), faults }
    : { secretValues: {}, faults };
};

/** Names in `secretValues` that no secret of the stack has, such as one with a slip of the pen. */
export const straySecretValues = (names: readonly string[], projects: readonly ProjectConfig[]): readonly string[] => {
  const declared = new Set([RECEIPT_KEY, ...channels.map(openaiKey), ...projects.flatMap(secretsOf)]);
  return names.filter((name) => !declared.has(name));
};
