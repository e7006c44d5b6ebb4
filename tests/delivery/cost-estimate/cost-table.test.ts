import { suite } from "uvu";
import * as assert from "uvu/assert";
import { costTable, quantities } from "../../../scripts/cost-estimate/cost-table";

const test = suite("cost table");

const measured = { apiRequests: 3, writes: 7, writeUnits: 60, reads: 5, logBytes: 2_000 };

test("a receipt is a request to the API and an invocation, and costs its function's time", () => {
  assert.equal(quantities(measured), {
    "API Gateway request": 3,
    "Lambda request": 4,
    "Lambda arm64 GB-second": 0.25 * 0.05 + 0.5 * 3 + 0.25 * 0.05 * 2,
    "SQS request": 3,
    "DynamoDB write unit": 60,
    "DynamoDB read unit": 5,
    "CloudWatch Logs GB ingested": 0.000_002,
  });
});

test("the table shows units, price and product, and their sum", () => {
  const lines = costTable({ whatsapp: measured, sms: measured, email: measured }).split("\n");

  assert.is(lines[2], "| API Gateway request | 3.5 | 3000 × = 0.0105 | 3000 × = 0.0105 | 3000 × = 0.0105 |");
  assert.is(lines.at(-1), "| **together, US$** | | **0.072** | **0.072** | **0.072** |");
});

test.run();
