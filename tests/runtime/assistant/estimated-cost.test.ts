import { suite } from "uvu";
import * as assert from "uvu/assert";
import { estimatedCost } from "../../../runtime/assistant/estimated-cost";

const test = suite("estimated cost");

const prices = { small: { promptPerMillion: 2, completionPerMillion: 8 } };
const usage = { prompt_tokens: 1_000_000, completion_tokens: 500_000, total_tokens: 1_500_000 };

test("counts prompt and completion at their prices", () => {
  assert.is(estimatedCost(prices, "small", usage), 6);
});

test("is unknown for a model without a price", () => {
  assert.is(estimatedCost(prices, "large", usage), undefined);
  assert.is(estimatedCost(prices, "toString", usage), undefined);
});

test.run();
