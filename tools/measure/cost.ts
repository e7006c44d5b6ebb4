import { Command } from "@commander-js/extra-typings";
import { processOutput, runProcess, wholeNumber } from "../command-line";
import { assumed, costTable } from "./cost/cost-table";
import { measuredConversations } from "./cost/measured-conversations";

const { print, warn } = processOutput;

void runProcess(
  new Command("npm run cost --")
    .description(
      "Estimates what AWS charges for 1,000 conversations: counts what real ones take on the local engine (requests, write units with the indexes they move, reads, log bytes) and multiplies by list prices (tools/measure/cost/cost-table.ts).",
    )
    .option("--count <n>", "conversations per channel", wholeNumber(1), 10)
    .action(async ({ count }) => {
      const measured = await measuredConversations(count, warn);
      print(costTable(measured));
      print(
        `\nWrites per conversation: ${Object.entries(measured)
          .map(([channel, { writes }]) => `${channel} ${writes.toFixed(1)}`)
          .join(", ")}, receipts included.`,
      );
      print(
        `Assumed, not measured: the router takes ${assumed.routerSeconds} s, a processor alone with one message ${assumed.processorSeconds} s, a receipt ${assumed.receiptSeconds} s.`,
      );
    }),
);
