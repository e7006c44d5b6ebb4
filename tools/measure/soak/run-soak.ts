import * as E from "fp-ts/Either";
import { channels } from "../../../runtime/request/request";
import type { Engine } from "../../engine/run/start-engine";
import { allAlive, redrive } from "../../ops/conversations/redrive";
import { postRequest, soakRequest } from "../sample/soak-request";
import { injectFaults, loseEvents } from "./inject-faults";
import { duplicateMessage, makeKiller, sendRequests } from "./load";
import { watchMemory } from "./memory-peak";
import type { SoakOptions } from "./soak-options";
import { openSession, type SoakSession, settleUncertain } from "./soak-session";
import { countSends, factsText, type Verdict, verdictText } from "./verdict";

const WIDTH = 30;
const LINE_EVERY_MS = 10_000;
const BAR_EVERY_MS = 200;
const CLEAR_LINE = "\r\u001b[K";

/** A bar where a person watches, else a plain line every ten seconds. */
export const makeProgress = (stream: NodeJS.WriteStream) => {
  let shownAt = Number.NEGATIVE_INFINITY;
  const bar = (share: number): string => {
    const full = Math.round(Math.min(1, share) * WIDTH);
    return `${"█".repeat(full)}${"░".repeat(WIDTH - full)}`;
  };
  return {
    show: (share: number, text: string): void => {
      const now = performance.now();
      if (now - shownAt < (stream.isTTY ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
      shownAt = now;
      stream.write(stream.isTTY ? `${CLEAR_LINE}${bar(share)} ${text}` : `${Math.floor(share * 100)} %  ${text}\n`);
    },
    end: () => void (stream.isTTY && stream.write(CLEAR_LINE)),
  };
};

type SoakRun = {
  readonly options: SoakOptions;
  readonly progress: ReturnType<typeof makeProgress>;
  readonly print: (text: string) => void;
};

const redriveAll = async ({ env }: SoakSession): Promise<number> => {
  let moved = 0;
  for (const channel of channels) {
    moved += (await redrive(env, channel, allAlive, () => undefined)).moved;
  }
  return moved;
};

const sendLoad = async (session: SoakSession, { options, progress }: SoakRun) => {
  const { engine, env, accepted } = session;
  const { ready, services, providers } = engine;
  const companies = await session.companies();
  const key = await env.secrets.get(env.receiptKeyName)();
  if (E.isLeft(key)) throw new Error("the receipt key cannot be read");
  injectFaults(providers.faults, options);
  loseEvents(engine, [...companies.values()], key.right);
  const killer = makeKiller(services.lambda);
  const counts = await sendRequests(options, {
    request: (number) => soakRequest(ready.apiKeys, options.seed, number),
    post: (request) => postRequest(ready.apiUrl, request),
    deliverAgain: async (request) => void (await env.queue.send(duplicateMessage(companies, request))()),
    kill: killer.kill,
    onAccepted: ({ id }) => {
      accepted.add(id);
      progress.show(accepted.size / options.count, `${accepted.size} of ${options.count} requests accepted`);
    },
  });
  return { ...counts, ...killer.counts() };
};

const rest = async (session: SoakSession, { options, progress }: SoakRun): Promise<void> => {
  await session.untilQuiet(({ queued, open }) =>
    progress.show(1 - open / options.count, `coming to rest: ${queued} messages queued, ${open} conversations open`),
  );
  progress.end();
};

const isExact = ({ discrepancies, duplicates, lost }: Verdict): boolean =>
  discrepancies.length === 0 && duplicates === 0 && lost === 0;

/** A message that is sent again may be lost sight of again. */
const MOST_ROUNDS = 10;

/** What is uncertain is settled by the carrier's own ledger, as an operator would by its website, until nothing is. */
const settleAll = async (session: SoakSession, run: SoakRun, before: Verdict) => {
  let verdict = before;
  let settlements = 0;
  for (let round = 0; round < MOST_ROUNDS && verdict.uncertain.length > 0; round += 1) {
    await settleUncertain(session.env, verdict.uncertain, countSends(session.engine.providers.ledger));
    settlements += verdict.uncertain.length;
    await rest(session, run);
    verdict = await session.judge();
  }
  return { verdict, settlements };
};

const faultCounts = (faults: Engine["providers"]["faults"]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    faults
      .list()
      .map(({ provider, fault, struck }) => [
        `${provider} ${fault.kind}${"phase" in fault ? ` ${fault.phase}` : ""}`,
        struck,
      ]),
  );

/** Runs the load, waits for rest, compares, settles, compares again; `true` for an exact run. */
export const runSoak = async (engine: Engine, run: SoakRun): Promise<boolean> => {
  const { options, print } = run;
  const session = openSession(engine, () => undefined);
  const names = Object.keys(engine.ready.functions);
  const memory = watchMemory(() => names.flatMap(engine.services.lambda.pids));
  const started = performance.now();
  const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1);
  try {
    const load = await sendLoad(session, run);
    const acceptedAfter = seconds();
    await rest(session, run);
    const redriven = await redriveAll(session);
    if (redriven > 0) await rest(session, run);
    const atRest = seconds();
    const before = await session.judge();
    print(verdictText("At rest:", before));
    const { verdict: after, settlements } = await settleAll(session, run, before);
    print(verdictText(`After the operator's ${settlements} settlements of uncertain emails:`, after));
    const { engineMb, functionsMb } = memory.read();
    print("The run:");
    print(
      factsText({
        "sent twice by clients": load.repeated,
        "delivered twice": load.deliveredAgain,
        kills: `${load.kills} (${load.workers} workers)`,
        redriven,
        ...faultCounts(engine.providers.faults),
        "accepted after": `${acceptedAfter} s (${(options.count / Number(acceptedAfter)).toFixed(1)} a second)`,
        "at rest after": `${atRest} s (${(options.count / Number(atRest)).toFixed(1)} a second)`,
        memory: `${engineMb} MB with all stand-ins, ${functionsMb} MB in functions, at most`,
      }),
    );
    return isExact(before) && isExact(after) && after.uncertain.length === 0 && after.sends === after.conversations;
  } finally {
    memory.stop();
    session.close();
  }
};
