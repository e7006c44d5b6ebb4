import { randomInt } from "node:crypto";
import { isJsonObject } from "../../../runtime/codec/json";
import type { InvokeFunction } from "../program/deployment";
import { localPlace, type Place } from "./identity";

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** IAM takes a single entry without its list. */
const oneOrMany = (value: unknown): unknown => {
  const entries = list(value);
  return entries.length === 1 ? entries[0] : entries;
};

const present = (name: string, value: unknown): Readonly<Record<string, unknown>> =>
  list(value).length === 0 ? {} : { [name]: oneOrMany(value) };

const principal = (name: string, value: unknown): Readonly<Record<string, unknown>> => {
  const entries = list(value).filter(isJsonObject);
  if (entries.length === 0) return {};
  const isAnyone = entries.length === 1 && entries[0]?.type === "*";
  return { [name]: isAnyone ? "*" : Object.fromEntries(entries.map((one) => [one.type, oneOrMany(one.identifiers)])) };
};

const conditions = (value: unknown): Readonly<Record<string, unknown>> => {
  const entries = list(value).filter(isJsonObject);
  if (entries.length === 0) return {};
  const byTest: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of entries) {
    byTest[String(test)] = { ...byTest[String(test)], [String(variable)]: oneOrMany(values) };
  }
  return { Condition: byTest };
};

const statement = (given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ...(given.sid === undefined ? {} : { Sid: given.sid }),
  Effect: given.effect ?? "Allow",
  ...present("Action", given.actions),
  ...present("NotAction", given.notActions),
  ...present("Resource", given.resources),
  ...present("NotResource", given.notResources),
  ...principal("Principal", given.principals),
  ...principal("NotPrincipal", given.notPrincipals),
  ...conditions(given.conditions),
});

/** The JSON of `aws.iam.getPolicyDocument`; building on other documents (source, override) is refused by name. */
export const policyDocument = (args: Readonly<Record<string, unknown>>): string => {
  for (const name of ["sourceJson", "overrideJson", "sourcePolicyDocuments", "overridePolicyDocuments"]) {
    if (args[name] !== undefined) throw new Error(`getPolicyDocument: the local run does not support ${name}`);
  }
  return JSON.stringify({
    Version: args.version ?? "2012-10-17",
    ...(args.policyId === undefined ? {} : { Id: args.policyId }),
    Statement: list(args.statements).filter(isJsonObject).map(statement),
  });
};

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
/** The punctuation of Secrets Manager's GetRandomPassword, from its API reference. */
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** A password as Secrets Manager's GetRandomPassword makes it: 32 characters of all kinds unless the arguments say otherwise. */
export const randomPassword = (args: Readonly<Record<string, unknown>>): string => {
  const excluded = new Set(String(args.excludeCharacters ?? ""));
  const kinds = [
    args.excludeLowercase === true ? "" : lower,
    args.excludeUppercase === true ? "" : lower.toUpperCase(),
    args.excludeNumbers === true ? "" : digits,
    args.excludePunctuation === true ? "" : punctuation,
    args.includeSpace === true ? " " : "",
  ].map((kind) => [...kind].filter((character) => !excluded.has(character)));
  const wanted = kinds.filter((kind) => kind.length > 0);
  const length = Number(args.passwordLength ?? 32);
  if (wanted.length === 0 || length < wanted.length) {
    throw new Error(
      "getRandomPassword: no characters are left to choose from, or the password is too short for all kinds",
    );
  }
  const pick = (from: readonly string[]): string => from[randomInt(from.length)] ?? "";
  const mandatory = args.requireEachIncludedType === false ? [] : wanted.map(pick);
  const filled = [...mandatory, ...Array.from({ length: length - mandatory.length }, () => pick(wanted.flat()))];
  return filled
    .map((character) => ({ character, order: randomInt(2 ** 32) }))
    .sort((one, other) => one.order - other.order)
    .map(({ character }) => character)
    .join("");
};

/** Answers the data sources that need no cloud; any other is refused by name. */
export const answerDataSource =
  ({ region, account }: Place): InvokeFunction =>
  async (args, token) => {
    switch (token) {
      case "aws:index/getCallerIdentity:getCallerIdentity":
        return { accountId: account, arn: `arn:aws:iam::${account}:root`, userId: account, id: account };
      case "aws:index/getRegion:getRegion":
        return { region, name: region, id: region, description: region, endpoint: `ec2.${region}.amazonaws.com` };
      case "aws:index/getPartition:getPartition":
        return { partition: "aws", id: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
      case "aws:iam/getPolicyDocument:getPolicyDocument": {
        const json = policyDocument(args);
        return { json, minifiedJson: json, id: "policy-document" };
      }
      case "aws:secretsmanager/getRandomPassword:getRandomPassword":
        return { ...args, randomPassword: randomPassword(args), id: "random-password", region };
      default:
        throw new Error(`${token}: the local run cannot answer this data source`);
    }
  };

export const answerLocally: InvokeFunction = answerDataSource(localPlace);
