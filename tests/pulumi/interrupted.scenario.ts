import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as assert from "uvu/assert";
import { until } from "../helpers/time-and-chance";
import { exported, type Lab, makeLab, type Ran, scenario } from "./lab";

const up = ["up", "--stack", "dev", "--yes", "--skip-preview", "--non-interactive", "--color=never"];

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

const locks = ({ state }: Lab): number => filesUnder(state).filter((file) => file.includes("/locks/")).length;

const newStack = async (): Promise<Lab> => {
  const lab = await makeLab();
  await lab.done("stack", "init", "dev");
  return lab;
};

const isJson = (file: string): boolean => {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
};

/** A file backend writes the stack's state, and the attributes beside it, in place. */
const stateIsWhole = ({ state }: Lab): boolean =>
  filesUnder(state)
    .filter((file) => file.includes("/stacks/"))
    .every(isJson);

/** Stops the command where it has not half written its state: a bucket, where an object is whole or not there, knows no halves. */
const stopBetweenWrites = async (lab: Lab, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    child.kill("SIGSTOP");
    await setTimeout(20);
    if (stateIsWhole(lab)) return;
    child.kill("SIGCONT");
    await setTimeout(5);
  }
  throw new Error("the command was never found between two writes of its state");
};

/** Starts an update in which every change takes a while, and ends it in the middle. */
const interrupted = async (lab: Lab, signal: NodeJS.Signals): Promise<Ran> => {
  lab.setFaults({ delayMs: 500 });
  const { child, ended, said } = lab.start("pulumi", up);
  await until("some resources are made", () => (said().match(/ created \(/g) ?? []).length >= 10, 120_000);
  if (signal === "SIGKILL") await stopBetweenWrites(lab, child);
  child.kill(signal);
  const ran = await ended;
  lab.setFaults({});
  return ran;
};

/** The stack is whole: nothing is pending, and nothing is left to be done. */
const requireWhole = async (lab: Lab): Promise<void> => {
  assert.equal((await exported(lab, "dev")).pending_operations ?? [], []);
  await lab.done("preview", "--stack", "dev", "--expect-no-changes");
};

scenario("an update that was killed leaves a lock, which cancel takes off, and the next update goes on", async () => {
  const lab = await newStack();
  await interrupted(lab, "SIGKILL");

  const refused = await lab.pulumi(...up);
  assert.is(refused.code, 1);
  assert.match(refused.text, /the stack is currently locked by 1 lock\(s\)[\s\S]*pulumi cancel/);
  await lab.done("cancel", "--stack", "dev", "--yes");
  await lab.done("refresh", "--stack", "dev", "--yes", "--clear-pending-creates");
  await lab.done(...up);
  await requireWhole(lab);
});

scenario("an update that is broken off ends what it has begun, and the next update goes on", async () => {
  const lab = await newStack();
  const { code, text } = await interrupted(lab, "SIGINT");

  assert.is(code, 1);
  assert.match(text, /update canceled/);
  assert.is(locks(lab), 0);
  await lab.done(...up);
  await requireWhole(lab);
});

scenario("an update in which one resource is refused names it, and the next update goes on", async () => {
  const lab = await newStack();
  lab.setFaults({ refused: "Function::sms-processor" });
  const { code, text } = await lab.pulumi(...up);
  lab.setFaults({});

  assert.is(code, 1);
  assert.match(text, /sms-processor: refused on purpose/);
  await lab.done(...up);
  await requireWhole(lab);
});

scenario("of two updates at once one is refused, and the other ends as it would alone", async () => {
  const lab = await newStack();
  lab.setFaults({ delayMs: 100 });
  const first = lab.start("pulumi", up);
  await until("the first one has its lock", () => locks(lab) > 0, 60_000);

  const second = await lab.pulumi(...up);
  assert.is(second.code, 1);
  assert.match(second.text, /the stack is currently locked/);
  assert.is((await first.ended).code, 0);
  await requireWhole(lab);
});
