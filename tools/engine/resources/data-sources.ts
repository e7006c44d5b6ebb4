import { randomInt } from "node:crypto";
import type { InvokeFunction } from "../program/deployment";
import { localPlace, type Place } from "./identity";

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
/** The punctuation of Secrets Manager's GetRandomPassword, from its API reference. */
const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** A password as Secrets Manager's GetRandomPassword makes it: 32 characters of all kinds unless the arguments say otherwise. */
const randomPassword = (args: Readonly<Record<string, unknown>>): string => {
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
      case "aws:secretsmanager/getRandomPassword:getRandomPassword":
        return { ...args, randomPassword: randomPassword(args), id: "random-password", region };
      default:
        throw new Error(`${token}: the local run cannot answer this data source`);
    }
  };

export const answerLocally: InvokeFunction = answerDataSource(localPlace);
