import type { ConsoleAction } from "../server/console-parts";
import { channelField, textField } from "../server/input";
import { BadInput } from "../server/reply";
import { duplicateDelivery, failRecordUpdate, forgeReceipt, killWorker } from "./engine-scenarios";
import { providerScenarios } from "./provider-scenarios";
import type { BreakEnv, Scenario } from "./scenario";

/** Every way to break a local engine, in the order in which the console shows them. */
export const scenarios: readonly Scenario[] = [
  killWorker,
  failRecordUpdate,
  duplicateDelivery,
  forgeReceipt,
  ...providerScenarios,
];

/** Breaks something, by a scenario's id, and mends what the console has broken. */
export const breakActions = (env: BreakEnv): readonly ConsoleAction[] => [
  {
    name: "break",
    prepare: (input) => {
      const id = textField(input, "scenario");
      const scenario = scenarios.find((one) => one.id === id);
      if (scenario === undefined) throw new BadInput(`there is no scenario ${id}`);
      const channel = channelField(input);
      return {
        subject: `${scenario.title} (${channel})`,
        reason: "demonstration",
        run: (progress) => scenario.run(env, channel, progress),
      };
    },
  },
  {
    name: "mend",
    prepare: () => ({
      subject: "all faults of the providers",
      reason: "demonstration",
      run: async () => {
        const { faults } = env.engine.providers;
        const armed = faults.list().filter(({ times, struck }) => times === "always" || struck < times).length;
        faults.clear();
        return {
          done: true,
          text: `${armed === 1 ? "1 fault" : `${armed} faults`} removed; the providers answer as they should.`,
        };
      },
    }),
  },
];
