import type { Usage } from "../ports/assistant";

/** What a model costs, per million tokens, in whatever currency the operator counts in. */
export type ModelPrice = { readonly promptPerMillion: number; readonly completionPerMillion: number };
export type ModelPrices = Readonly<Record<string, ModelPrice>>;

const MILLION = 1_000_000;

/** What an answer has probably cost; unknown for a model without a configured price. Discounts for cached tokens are not counted. */
export const estimatedCost = (prices: ModelPrices, model: string, usage: Usage): number | undefined => {
  const price = Object.hasOwn(prices, model) ? prices[model] : undefined;
  return (
    price &&
    (usage.prompt_tokens * price.promptPerMillion + usage.completion_tokens * price.completionPerMillion) / MILLION
  );
};
