import { Command } from "@commander-js/extra-typings";
import { processOutput, runProcess, wholeNumber } from "../command-line";
import { costTable, monthlyTable } from "./cost/cost-table";
import { assumed } from "./cost/functions";
import { measuredConversations } from "./cost/measured-conversations";
import { captureProgram } from "./sample/captured-program";

const { print, warn } = processOutput;

const declaredBy = async (stack: string) => (await captureProgram({ stack })).resources;

void runProcess(
  new Command("npm run cost --")
    .description(
      "Estimates what AWS charges for 1,000 conversations, with a webhook and without, for 1,000 answers of people and 1,000 questions of clients: counts what real ones take on the local engine (requests, calls of functions, write units with the indexes they move, reads, log bytes), counts what the stacks dev and prod declare, and multiplies both by list prices (tools/measure/cost/cost-table.ts).",
    )
    .option("--count <n>", "conversations per channel", wholeNumber(1), 10)
    .action(async ({ count }) => {
      const { conversations, told, answers, questions, ownMetrics } = await measuredConversations(count, warn);
      const forNothing = Object.values(conversations).filter(({ events, webhooks }) => events + webhooks > 0);
      if (forNothing.length > 0) throw new Error("a project without a webhook pays for events");
      print(costTable("1,000 conversations", conversations));
      print("\nOf a project without a webhook neither events nor webhooks was called once.\n");
      print(costTable("1,000 conversations, told by webhook", told));
      print(`\n${costTable("1,000 answers of people", answers)}`);
      print(`\n${costTable("1,000 questions of clients", questions)}`);
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
        `Assumed, not measured: ${Object.entries(assumed)
          .map(([name, { seconds }]) => `${name} ${seconds} s`)
          .join(", ")} a call; a processor alone with one message, an endpoint that answers in half a second.`,
      );
    }),
);
