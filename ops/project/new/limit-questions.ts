import * as E from "fp-ts/Either";
import { askFor } from "../../cli/ask-for";
import type { Terminal } from "../../cli/terminal";
import { WrongUsage } from "../../cli/wrong-usage";
import type { ProjectArguments } from "../project-options";
import { fieldFault } from "./field-fault";
import type { ProjectDraft } from "./project-draft";

type Values = ProjectArguments["values"];
type Limits = Pick<ProjectDraft, "usage_tier" | "rate_limits">;

const per = ["requests_per_minute", "requests_per_day"] as const;

const tierOf = (tier: string, folder: string): Limits => {
  const fault = fieldFault(folder, ["usage_tier"], tier);
  if (fault !== undefined) throw new WrongUsage(`--tier ${fault}`);
  return { usage_tier: tier };
};

const optionOf = (limit: (typeof per)[number]) =>
  limit === "requests_per_minute" ? "requests-per-minute" : "requests-per-day";

const readLimit =
  (folder: string, limit: string) =>
  (text: string): E.Either<string, number | undefined> => {
    if (text === "") return E.right(undefined);
    const fault = fieldFault(folder, ["rate_limits", limit], /^\d+$/.test(text) ? Number(text) : text);
    return fault === undefined ? E.right(Number(text)) : E.left(fault);
  };

/** The plan of a tier, or limits of the project's own. */
export const askLimits = async (terminal: Terminal, values: Values, folder: string): Promise<Limits> => {
  const isLimited = per.some((limit) => values[optionOf(limit)] !== undefined);
  if (values.tier !== undefined && isLimited) {
    throw new WrongUsage("--tier and limits of the project's own: give one of them");
  }
  if (values.tier !== undefined) return tierOf(values.tier, folder);
  const limits = new Map<string, number>();
  for (const limit of per) {
    const value = await askFor(terminal, {
      option: optionOf(limit),
      given: values[optionOf(limit)],
      question: limit.replaceAll("_", " "),
      fallback: "",
      read: readLimit(folder, limit),
    });
    if (value !== undefined) limits.set(limit, value);
  }
  return limits.size === 0 ? {} : { rate_limits: Object.fromEntries(limits) };
};
