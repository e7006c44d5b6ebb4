import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleEntry } from "../../../infra/ship/bundle";
import { project } from "../sample/captured-program";
import { proxyEvent, routerEvent } from "../sample/request";
import { quantile, type Section } from "./report";
import { noDelays, type StandIn } from "./stand-in";
import { type Played, startWorker } from "./worker";

const withoutIo = 'export { handler } from "./tools/measure/bench/router-without-io";';

const DELAY_MS = 5;
/** The project with what came before under the request's id, what the project has sent today, and the queue. */
const TRIPS = 3;
/** The function's memory by default. */
const MEMORY_MB = 256;
const WARM_UP = 200;

const statusOf = (answer: unknown): number => (answer as { readonly statusCode: number }).statusCode;

const timesOf = ({ results }: Played): readonly number[] => {
  const refused = results.find(({ answer }) => statusOf(answer) !== 200);
  if (refused !== undefined) throw new Error(`the router answered ${JSON.stringify(refused.answer)}`);
  return results.map(({ ms }) => ms);
};

const row = (what: string, times: readonly number[]): readonly string[] => [
  what,
  String(times.length),
  ...[0.5, 0.9, 0.99].map((share) => quantile(times, share).toFixed(2)),
];

/** The router's time per request: its rules alone, and the whole function before a stand-in of fixed delay. */
export const routerTime = async (given: {
  readonly requests: number;
  readonly shipped: string;
  readonly folder: string;
  readonly standIn: StandIn;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<Section> => {
  const { requests, standIn, environment, folder } = given;
  const file = join(folder, "router-without-io.cjs");
  writeFileSync(file, await bundleEntry(withoutIo, project));
  const alone = startWorker(file, environment);
  const whole = startWorker(given.shipped, environment, MEMORY_MB);
  try {
    standIn.setDelays(noDelays);
    const events = Array.from({ length: requests }, () => proxyEvent({ ...routerEvent() }));
    for (const worker of [alone, whole]) timesOf(await worker.play(events.slice(0, WARM_UP)));
    const own = timesOf(await alone.play(events));
    const instant = timesOf(await whole.play(events));
    standIn.setDelays({ ...noDelays, store: DELAY_MS, queue: DELAY_MS });
    standIn.forgetCounts();
    const last = await whole.play(events);
    const delayed = timesOf(last);
    // What is asked side by side overlaps less often on a busy machine.
    const trips = Math.round(standIn.trips() / requests);
    return {
      title: "The router's time per request",
      method:
        `Milliseconds, one request after the other, after ${WARM_UP} to warm up. Alone: the rules over ports in memory. Otherwise the ` +
        "whole shipped function, with the SDK's own work, before a stand-in that answers at once or after a fixed time. Its process took " +
        `${(last.peakBytes / 1e6).toFixed(0)} MB at most, with V8 bound as in a function of ${MEMORY_MB} MB.`,
      columns: ["", "requests", "p50", "p90", "p99"],
      rows: [
        row("without I/O", own),
        row("with calls that are answered at once", instant),
        row(`with a store and a queue that take ${DELAY_MS} ms each`, delayed),
        row(
          `the same, less the ${TRIPS * DELAY_MS} ms`,
          delayed.map((ms) => ms - TRIPS * DELAY_MS),
        ),
      ],
      limits: [
        { what: "router's own time without I/O, p99, ms", value: quantile(own, 0.99), bound: { most: 10 } },
        { what: "router's round trips per request", value: trips, bound: { most: TRIPS } },
      ],
    };
  } finally {
    alone.stop();
    whole.stop();
  }
};
