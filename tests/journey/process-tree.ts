import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const numbers = (): readonly number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** A process may end while it is looked at. */
const ifThere = <A>(read: () => A, otherwise: A): A => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

/** The parent's number and the state stand behind the command, which may hold anything in its parentheses. */
const statOf = (pid: number): { readonly state: string; readonly parent: number } => {
  const [state = "", parent = "0"] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return { state, parent: Number(parent) };
};

/** A process and all that descend from it (Linux). */
export const processTree = (root: number): readonly number[] => {
  const parents = numbers().map((pid) => [pid, ifThere(() => statOf(pid).parent, 0)] as const);
  const below = (pid: number): readonly number[] => [
    pid,
    ...parents.flatMap(([child, parent]) => (parent === pid ? below(child) : [])),
  ];
  return below(root);
};

/** Whether a process runs; one that has ended and is not yet buried does not. */
export const isAlive = (pid: number): boolean => ifThere(() => statOf(pid).state !== "Z", false);

/** Inodes of the sockets that a process has open. */
export const socketsOf = (pid: number): readonly string[] =>
  ifThere(() => readdirSync(`/proc/${pid}/fd`), []).flatMap(
    (fd) => /^socket:\[(\d+)\]$/.exec(ifThere(() => readlinkSync(`/proc/${pid}/fd/${fd}`), ""))?.[1] ?? [],
  );
