import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as t from "io-ts";
import { Channel } from "../../../runtime/request/request";
import type { ConsoleAction } from "../server/console-parts";
import { asked, Words } from "../server/input";
import { duplicateDelivery, failRecordUpdate, forgeReceipt, killWorker } from "./engine-scenarios";
import { meeting, type ProviderFault } from "./provider-scenarios";
import type { BreakEnv, Run, Scenario } from "./scenario";
import table from "./scenarios.json";

/** What breaks the engine itself; every other row of the table is a provider's fault. */
const ofEngine: Readonly<Record<string, Run>> = {
  "kill-worker": killWorker,
  "fail-record-update": failRecordUpdate,
  "duplicate-delivery": duplicateDelivery,
  "forge-receipt": forgeReceipt,
};

type Row = ProviderFault & Omit<Scenario, "run" | "ends"> & { readonly ends: string; readonly endsByEmail?: string };

/** Every way to break a local engine, in the order in which the console shows them. */
export const scenarios: readonly Scenario[] = table.map((row: Row) => ({
  id: row.id,
  title: row.title,
  what: row.what,
  expect: row.expect,
  ends: { other: row.ends, email: row.endsByEmail ?? row.ends },
  run: ofEngine[row.id] ?? meeting(row),
}));

const Break = t.type({ scenario: Words, channel: Channel });

/** Breaks something, by a scenario's id, and mends what the console has broken. */
export const breakActions = (env: BreakEnv): readonly ConsoleAction[] => [
  {
    name: "break",
    prepare: flow(
      asked(Break),
      E.bindW("found", ({ scenario }) =>
        pipe(
          scenarios.find(({ id }) => id === scenario),
          E.fromNullable(`there is no scenario ${scenario}`),
        ),
      ),
      E.map(({ found, channel }) => ({
        subject: `${found.title} (${channel})`,
        reason: "demonstration",
        run: (progress) => found.run(env, channel, progress),
      })),
    ),
  },
  {
    name: "mend",
    prepare: () =>
      E.right({
        subject: "all faults of the providers",
        reason: "demonstration",
        run: async () => {
          const { faults } = env.engine.providers;
          const armed = faults.list().filter(({ times, struck }) => times === "always" || struck < times).length;
          faults.clear();
          const removed = armed === 1 ? "1 fault" : `${armed} faults`;
          return E.right({ text: `${removed} removed; the providers answer as they should.` });
        },
      }),
  },
];
