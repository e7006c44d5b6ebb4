import { setTimeout } from "node:timers/promises";
import { Command } from "@commander-js/extra-typings";
import { exitCodesHelp, NotDone, processOutput, runProcess, wholeNumber } from "../command-line";
import { readStackConfig } from "../engine/program/stack-config";
import { floodsOf, runFlood } from "./flood/flood";
import { project, sampleStack } from "./sample/captured-program";
import { startQuietEngine } from "./sample/quiet-engine";

const { print } = processOutput;

/** The sample's projects, each with a plan that a flood exceeds. */
const limitedProjects = (): unknown => {
  const { config } = readStackConfig({ folder: project, stack: "local", file: sampleStack("local") });
  const projects: readonly object[] = JSON.parse(config["ai-multi-comms:projects"] ?? "[]");
  return projects.map((one) => ({ ...one, rate_limits: { requests_per_minute: 120 } }));
};

const flood = async (seconds: number): Promise<void> => {
  const engine = await startQuietEngine({ logLevel: "ERROR", projects: limitedProjects() });
  try {
    const [attacker, victim] = engine.ready.apiKeys;
    if (attacker === undefined || victim === undefined) throw new Error("the engine needs two projects");
    let passed = true;
    for (const [name, calls] of Object.entries(floodsOf(attacker))) {
      const begun = performance.now();
      const until = (at: number) => setTimeout(Math.max(0, begun + at - performance.now()));
      const {
        flood: flooding,
        tenant,
        preflight,
        carrier,
      } = await runFlood(calls, {
        base: engine.ready.apiUrl,
        victim,
        seconds,
        until,
      });
      print(`A flood ${name}: ${flooding.sent} requests, ${flooding.throttled} of them throttled.`);
      print(`  tenant ${tenant.ok} of ${tenant.sent} taken, preflights ${preflight.ok} of ${preflight.sent} answered`);
      print(`  carriers' posts ${carrier.sent - carrier.throttled} of ${carrier.sent} let through`);
      passed &&= tenant.ok === tenant.sent && preflight.ok === preflight.sent && carrier.throttled === 0;
    }
    if (!passed) throw new NotDone();
  } finally {
    await engine.stop();
  }
};

const command = new Command("npm run flood --")
  .description(
    "Floods a local engine with 100 requests a second, without a key, with forged receipts and with one tenant's key, and counts what another tenant and the carriers get through meanwhile.",
  )
  .argument("[seconds]", "of each flood", wholeNumber(1, 3_600), 60)
  .addHelpText("after", `\nNot done means that somebody else's request was refused.${exitCodesHelp}`);

void runProcess(command.action((seconds) => flood(seconds)));
