/**
 * List prices of us-east-1 in US$ per unit, as remembered on 2026-11-20 and not looked up: no price list can be reached from the
 * machine that this was written on. Check them for your region before you rely on a sum.
 */
export const listPrices = {
  "API Gateway request": { perMillion: 3.5 },
  "Lambda request": { perMillion: 0.2 },
  "Lambda arm64 GB-second": { perMillion: 13.3334 },
  "SQS request": { perMillion: 0.4 },
  "DynamoDB write unit": { perMillion: 0.625 },
  "DynamoDB read unit": { perMillion: 0.125 },
  "CloudWatch Logs GB ingested": { perMillion: 500_000 },
} as const;

export type Priced = keyof typeof listPrices;
