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
const socketsOf = (pid: number): readonly string[] =>
  ifThere(() => readdirSync(`/proc/${pid}/fd`), []).flatMap(
    (fd) => /^socket:\[(\d+)\]$/.exec(ifThere(() => readlinkSync(`/proc/${pid}/fd/${fd}`), ""))?.[1] ?? [],
  );

/** An open socket: its own address and the other end's; 0.0.0.0 or :: stands for none. */
type Socket = { readonly kind: string; readonly local: string; readonly remote: string };

const byteTurned = (word: string): string => (word.match(/../g) ?? []).reverse().join("");

/** `0100007F:0FAA` as 127.0.0.1; of IPv6 only what is mapped or nothing is written like IPv4. */
const addressOf = (text: string): string => {
  const [words = ""] = text.split(":");
  const bytes = Buffer.from((words.match(/.{8}/g) ?? []).map(byteTurned).join(""), "hex");
  if (bytes.length === 4) return bytes.join(".");
  const mapped = bytes.subarray(0, 12).toString("hex") === "00000000000000000000ffff";
  return mapped ? bytes.subarray(12).join(".") : bytes.every((byte) => byte === 0) ? "::" : bytes.toString("hex");
};

/** The columns of the kernel's socket tables. https://docs.kernel.org/networking/proc_net_tcp.html */
const rowsOf = (kind: string): readonly (readonly string[])[] =>
  readFileSync(`/proc/net/${kind}`, "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/));

const table = (kind: string): readonly (readonly [string, Socket])[] =>
  rowsOf(kind).map(([, local = "", remote = "", , , , , , , inode = ""]) => [
    inode,
    { kind, local: addressOf(local), remote: addressOf(remote) },
  ]);

/** Every socket of the internet families that a process and its descendants have open (Linux). */
const openSockets = (root: number): readonly Socket[] => {
  const inodes = new Set(processTree(root).flatMap(socketsOf));
  return ["tcp", "tcp6", "udp", "udp6"].flatMap((kind) =>
    table(kind).flatMap(([inode, socket]) => (inodes.has(inode) ? [socket] : [])),
  );
};

/** Ports on which a process and its descendants listen (Linux). */
export const listeningPorts = (root: number): readonly number[] => {
  const inodes = new Set(processTree(root).flatMap(socketsOf));
  return ["tcp", "tcp6"].flatMap((kind) =>
    rowsOf(kind).flatMap(([, local = "", , state, , , , , , inode = ""]) =>
      state === "0A" && inodes.has(inode) ? [Number.parseInt(local.split(":")[1] ?? "", 16)] : [],
    ),
  );
};

const LOOK_EVERY_MS = 100;

/** Looks at the sockets of a process tree again and again; gives what was seen, each once, and stops looking. */
export const watchNetwork = (root: number): (() => readonly Socket[]) => {
  const seen = new Map<string, Socket>();
  const timer = setInterval(() => {
    for (const socket of openSockets(root)) seen.set(JSON.stringify(socket), socket);
  }, LOOK_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    return [...seen.values()];
  };
};
