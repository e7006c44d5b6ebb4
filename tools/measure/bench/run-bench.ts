import { environment } from "../sample/functions";
import { answerTime } from "./answer-time";
import type { BenchOptions } from "./bench-options";
import { callsSection, countCalls } from "./calls";
import { coldLoad } from "./cold-load";
import { growth } from "./growth";
import { makePackagings, type Packagings } from "./packagings";
import { processorRate } from "./processor-rate";
import { routerTime } from "./router-time";
import { startStandIn } from "./stand-in";
import { programTime, startTime } from "./start-time";
import { chartGroups } from "./write-report";

/** How often each thing is measured; a quick run leaves out growth and whole programs. */
const quickRounds = { cold: 3, requests: 200, rate: 1, turns: 3, answers: 100, growth: 0, start: 0, program: 0 };
const fullRounds = { cold: 25, requests: 1_500, rate: 3, turns: 10, answers: 1_000, growth: 9, start: 3, program: 3 };

const shippedFile = (packagings: Packagings, name: string): string => {
  const packaged = packagings[name];
  if (packaged === undefined) throw new Error(`no package of the ${name}`);
  return packaged.shipped.file;
};

/** Measures everything, the whole of `npm test` where it is asked for; `folder` takes the bundles. */
export const runBench = async ({ quick, tests }: BenchOptions, folder: string, progress: (text: string) => void) => {
  const rounds = quick ? quickRounds : fullRounds;
  const standIn = await startStandIn();
  const variables = environment(standIn.url);
  try {
    progress("packaging every function in every form");
    const packagings = await makePackagings(folder, standIn.url);
    const processor = { shipped: shippedFile(packagings, "processor"), standIn, environment: variables, progress };
    const router = { shipped: shippedFile(packagings, "router"), standIn, environment: variables, folder };
    const cold = coldLoad(packagings, rounds.cold, variables, progress);
    progress("the router's time");
    const own = await routerTime({ ...router, requests: rounds.requests });
    const rate = await processorRate({ ...processor, rounds: rounds.rate, turns: rounds.turns });
    const calls = callsSection(await countCalls(processor.shipped, standIn, variables));
    const answers = await answerTime(rounds.answers, progress);
    const program = rounds.program === 0 ? [] : [await programTime(rounds.program, progress)];
    const whole = { starts: rounds.start, tests: tests ? 1 : 0, work: folder, progress };
    const start = rounds.start === 0 ? [] : [await startTime(whole)];
    const grown = rounds.growth === 0 ? [] : [await growth(rounds.growth, progress)];
    return {
      sections: [cold.section, own, rate.section, calls, answers, ...grown, ...program, ...start],
      groups: chartGroups(cold.bars, rate.bars),
    };
  } finally {
    await standIn.stop();
  }
};
