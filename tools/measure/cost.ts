import { Command } from "@commander-js/extra-typings";
import { processOutput, runProcess, wholeNumber } from "../command-line";
import { assumed, costTable, monthlyTable } from "./cost/cost-table";
import { measuredConversations } from "./cost/measured-conversations";
import { captureProgram } from "./sample/captured-program";

const { print, warn } = processOutput;

const declaredBy = async (stack: string) => (await captureProgram({ stack })).resources;

void runProcess(
  new Command("npm run cost --")
    .description(
      "Estimates what AWS charges for 1,000 conversations, and for 1,000 answers of people: counts what real ones take on the local engine (requests, write units with the indexes they move, reads, log bytes) counts what the stacks dev and prod declare, and multiplies both by list prices (tools/measure/cost/cost-table.ts).",
    )
    .option("--count <n>", "conversations per channel", wholeNumber(1), 10)
    .action(async ({ count }) => {
      const { conversations, answers, ownMetrics } = await measuredConversations(count, warn);
      print(costTable("conversation", conversations));
      print(`\n${costTable("answer", answers)}`);
      print(`\n${monthlyTable({ dev: await declaredBy("dev"), prod: await declaredBy("prod") }, ownMetrics)}`);
      print(
        `\nPer conversation, receipts included: ${Object.entries(conversations)
          .map(
            ([channel, { writes, keptBytes }]) =>
              `${channel} ${writes.toFixed(1)} writes, ${Math.round(keptBytes)} bytes kept`,
          )
          .join("; ")}.`,
      );
      print(
        `Assumed, not measured: the router takes ${assumed.routerSeconds} s, a processor alone with one message ${assumed.processorSeconds} s, a receipt ${assumed.receiptSeconds} s, taking and recording an answer ${assumed.inboundSeconds} s each.`,
      );
    }),
);
