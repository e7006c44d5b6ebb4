import type { Section } from "../report/section";
import { ratios, shown, spreadOf } from "../report/spread";
import { startFilledEngine } from "./filled-engine";

const few = { conversations: 1_000, projects: 10 };
const many = { conversations: 30_000, projects: 1_000 };
const AT_ONCE = 12;
const MEGABYTE = 1e6;

const text = (count: number): string => count.toLocaleString("en");

/** Time per conversation with little and with much in the tables: two engines at the same time, asked in turn. */
export const growth = async (rounds: number, progress: (text: string) => void): Promise<Section> => {
  const small = await startFilledEngine(few, () => progress("growth: filling"));
  const before = process.memoryUsage.rss();
  const large = await startFilledEngine(many, (written) =>
    progress(`growth: ${text(written)} of ${text(many.conversations)} filled in`),
  );
  try {
    const memory = (process.memoryUsage.rss() - before) / MEGABYTE;
    const times: { few: number[]; many: number[] } = { few: [], many: [] };
    for (const engine of [small, large]) for (let warm = 0; warm < 2; warm += 1) await engine.conversations(AT_ONCE);
    for (let round = 1; round <= rounds; round += 1) {
      progress(`growth: round ${round} of ${rounds}`);
      const order = round % 2 === 0 ? (["few", "many"] as const) : (["many", "few"] as const);
      for (const which of order) times[which].push(await (which === "few" ? small : large).conversations(AT_ONCE));
    }
    const ratio = ratios(times.many, times.few);
    const row = (what: typeof few, values: readonly number[], ratioText: string): readonly string[] => [
      text(what.conversations),
      text(what.projects),
      shown(spreadOf(values), 1),
      ratioText,
    ];
    return {
      title: "Growth",
      method:
        `Two local engines in one process, their tables filled by batch writes, asked in turn: ${AT_ONCE} requests at once over HTTP, until the last message is with ` +
        `its carrier; ${rounds} rounds. The engine with more in it took ${memory.toFixed(0)} MB more memory (everything is kept in memory).`,
      columns: ["conversations in the table", "projects", "ms per conversation", "ratio, round by round"],
      rows: [row(few, times.few, "1"), row(many, times.many, shown(ratio))],
      limits: [{ what: "time per conversation, 30,000 / 1,000", value: ratio.median, bound: { most: 1.1 } }],
    };
  } finally {
    await small.stop();
    await large.stop();
  }
};
