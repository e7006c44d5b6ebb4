import { isDeepStrictEqual } from "node:util";
import { parsedJson } from "../../../infra/config/plain-types";

const MOST_OF_A_VALUE = 120;

/** Keys of OpenAI, SendGrid and AWS where nobody has marked them as secret: a policy refuses them, and no log needs them. */
const KEY_TEXT = /\b(sk-|SG\.|AKIA|ASIA)[A-Za-z0-9._-]{8,}/g;

/** How Pulumi marks what is no plain value on the wire (pulumi/pulumi, sdk/go/common/resource/sig.go). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const readable = (key: string, value: unknown): unknown => {
  if (typeof value !== "object" || value === null || !(SIGNATURE in value))
    return key === SIGNATURE ? undefined : value;
  if (Object(value)[SIGNATURE] === SECRET) return "[secret]";
  return "hash" in value ? `[file ${String(value.hash).slice(0, 8)}]` : value;
};

const shown = (value: unknown): string => {
  const plain = value === undefined ? "(none)" : JSON.stringify(value, readable);
  const text = plain.replace(KEY_TEXT, "[looks like a key]");
  return text.length > MOST_OF_A_VALUE ? `${text.slice(0, MOST_OF_A_VALUE)} …` : text;
};

const isPlainRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(SIGNATURE in value);

/** A record that stands as JSON in a text, as in a policy or an item of a table. */
const opened = (value: unknown): unknown => {
  const parsed = typeof value === "string" && value.startsWith("{") ? parsedJson(value) : value;
  return isPlainRecord(parsed) ? parsed : value;
};

/** Every difference of two values, a line each, as deep as both are records; of a secret no more than that it differs. */
export const differences = (
  name: string,
  before: unknown,
  after: unknown,
  isSecret: (name: string) => boolean = () => false,
): readonly string[] => {
  if (isDeepStrictEqual(before, after)) return [];
  if (isSecret(name)) return [`      ${name}: [secret] => [secret]`];
  const [from, to] = [opened(before), opened(after)];
  if (!isPlainRecord(from) || !isPlainRecord(to)) return [`      ${name}: ${shown(from)} => ${shown(to)}`];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) =>
    differences(`${name}.${key}`, from[key], to[key], isSecret),
  );
};
