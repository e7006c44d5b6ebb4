import { parseArgs } from "node:util";
import { assumed, costTable } from "./cost/cost-table";
import { measuredConversations } from "./cost/measured-conversations";

const helpText = `Estimates what AWS charges for 1,000 conversations: counts what real ones take on the local engine (requests, write units
with the indexes they move, reads, log bytes) and multiplies by list prices (tools/measure/cost/cost-table.ts).

  npm run cost -- [--count N]

  --count N   conversations per channel (default 10)
  --help      shows this
`;

const countOf = (text: string): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new Error(`--count ${text}: expected a whole number above 0`);
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { count: { type: "string", default: "10" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return console.log(helpText);
  const count = countOf(values.count);
  const measured = await measuredConversations(count, (text) => process.stderr.write(`${text}\n`));
  console.log(costTable(measured));
  console.log(
    `\nWrites per conversation: ${Object.entries(measured)
      .map(([channel, { writes }]) => `${channel} ${writes.toFixed(1)}`)
      .join(", ")}, receipts included.`,
  );
  console.log(
    `Assumed, not measured: the router takes ${assumed.routerSeconds} s, a processor alone with one message ${assumed.processorSeconds} s, a receipt ${assumed.receiptSeconds} s.`,
  );
};

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
