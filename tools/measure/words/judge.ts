import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { checkVariables } from "../../../runtime/assistant/check-variables";
import type { Rule } from "../../../runtime/assistant/prompt";
import { sourcesOf } from "../../../runtime/assistant/sources";
import type { JsonObject } from "../../../runtime/codec/json";
import { sampleMessage } from "../sample/queue-message";
import type { Written } from "./corpus";

const LONGEST = 10_000;
const QUOTES_DATA: Rule = { links: "data", numbers: "data" };

/** The processor's check of a whole answer with so many variables. */
export const checkOf = ({ data, channel }: Pick<Written, "data" | "channel">, variables = 1) => {
  const message = sampleMessage(channel, { frontend_payload: { project_data: data } });
  const setup = message.company.setups[channel];
  if (E.isLeft(setup)) throw new Error(setup.left);
  return checkVariables({
    rules: Object.fromEntries(Array.from({ length: variables }, (_, n) => [String(n + 1), QUOTES_DATA])),
    channel,
    longest: LONGEST,
    sources: () => sourcesOf(message, setup.right),
  });
};

type Check = ReturnType<typeof checkOf>;

const checks = new WeakMap<JsonObject, Map<string, Check>>();

/** Texts of the same data share one check, which reads the data once. */
const sharedCheck = ({ data, channel }: Pick<Written, "data" | "channel">): Check => {
  const ofData = checks.get(data) ?? new Map<string, Check>();
  const check = ofData.get(channel) ?? checkOf({ data, channel });
  checks.set(data, ofData.set(channel, check));
  return check;
};

/** What is wrong with a text; undefined where it may be sent. */
export const faultOf = ({ text, ...written }: Written): string | undefined =>
  pipe(
    JSON.stringify({ "1": text }),
    sharedCheck(written),
    E.match(
      (fault) => fault.replace(/^variable 1 holds /, ""),
      () => undefined,
    ),
  );
