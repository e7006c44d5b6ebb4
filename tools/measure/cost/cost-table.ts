import { type Channel, channels } from "../../../runtime/request/request";
import type { PerConversation } from "./measured-conversations";

/**
 * List prices of us-east-1 in US$ per unit, as remembered on 2026-11-20 and not looked up: no price list can be reached from the
 * machine that this was written on. Check them for your region before you rely on a sum.
 */
const listPrices = {
  "API Gateway request": { perMillion: 3.5 },
  "Lambda request": { perMillion: 0.2 },
  "Lambda arm64 GB-second": { perMillion: 13.3334 },
  "SQS request": { perMillion: 0.4 },
  "DynamoDB write unit": { perMillion: 0.625 },
  "DynamoDB read unit": { perMillion: 0.125 },
  "CloudWatch Logs GB ingested": { perMillion: 500_000 },
} as const;

type Priced = keyof typeof listPrices;

/** What cannot be measured on one machine: how long the functions wait for the world. */
export const assumed = { routerSeconds: 0.05, processorSeconds: 3, receiptSeconds: 0.05 } as const;

/** Memory of the stack's defaults, GB. */
const GB = { router: 0.25, processor: 0.5, receipts: 0.25 } as const;

type Quantities = Readonly<Record<Priced, number>>;

const A_GIGABYTE = 1e9;

/** Units that one conversation takes. Each receipt is an API request and an invocation of its own. */
export const quantities = ({ apiRequests, writeUnits, reads, logBytes }: PerConversation): Quantities => ({
  "API Gateway request": apiRequests,
  "Lambda request": apiRequests + 1,
  "Lambda arm64 GB-second":
    GB.router * assumed.routerSeconds +
    GB.processor * assumed.processorSeconds +
    GB.receipts * assumed.receiptSeconds * (apiRequests - 1),
  // Sent, received, deleted.
  "SQS request": 3,
  "DynamoDB write unit": writeUnits,
  "DynamoDB read unit": reads,
  "CloudWatch Logs GB ingested": logBytes / A_GIGABYTE,
});

const amount = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const priceOf = (thing: Priced, units: number): number => (units * listPrices[thing].perMillion) / 1e6;

/** The cost of 1,000 conversations as a Markdown table, with the units it comes from. */
export const costTable = (measured: Readonly<Record<Channel, PerConversation>>): string => {
  const of = Object.fromEntries(channels.map((channel) => [channel, quantities(measured[channel])])) as Readonly<
    Record<Channel, Quantities>
  >;
  const things = Object.keys(listPrices) as readonly Priced[];
  const cell = (channel: Channel, thing: Priced): string => {
    const units = of[channel][thing] * 1000;
    return `${amount(units)} × = ${priceOf(thing, units).toFixed(4)}`;
  };
  const sum = (channel: Channel): string =>
    things.reduce((total, thing) => total + priceOf(thing, of[channel][thing] * 1000), 0).toFixed(3);
  return [
    `| 1,000 conversations | US$ per million | ${channels.join(" | ")} |`,
    `|---|---|${channels.map(() => "---").join("|")}|`,
    ...things.map(
      (thing) =>
        `| ${thing} | ${listPrices[thing].perMillion} | ${channels.map((channel) => cell(channel, thing)).join(" | ")} |`,
    ),
    `| **together, US$** | | ${channels.map((channel) => `**${sum(channel)}**`).join(" | ")} |`,
  ].join("\n");
};
