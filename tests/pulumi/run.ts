import { execFileSync, spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";

const project = resolve(__dirname, "../..");
const goModule = join(__dirname, "cli");

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The version that go.mod pins. */
const VERSION = /pulumi\/pkg\/v3 v(\S+)/.exec(readFileSync(join(goModule, "go.mod"), "utf8"))?.[1] ?? "";

/** Where the command is kept that was built here, out of git's sight. */
const built = join(project, ".local/pulumi", VERSION, "pulumi");

const launcherVersion = (): string =>
  process.env.PULUMI_VERSION ??
  String(JSON.parse(readFileSync(join(project, "node_modules/pulumi/package.json"), "utf8")).version);

/** Where an official one lies: where the launcher looks before it downloads, and tools/delivery/fetch-pulumi.sh puts it, or on PATH with its language host beside it. */
const officialPlaces = (): readonly string[] => [
  ...[process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), join(project, ".pulumi")].map((home) =>
    join(home, "versions", launcherVersion(), "bin/pulumi"),
  ),
  ...(process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => existsSync(join(folder, "pulumi-language-nodejs")))
    .map((folder) => join(folder, "pulumi")),
];

const goVersion = (): string | undefined => {
  const { status, stdout } = spawnSync("go", ["version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};

const SHOW_EVERY_MS = 15_000;

/** Builds Pulumi's published command from Go's module proxy, each module by the checksum in go.sum. */
const build = async (say: (line: string) => void): Promise<string> => {
  say(
    `Building Pulumi's command ${VERSION} with Go, this once: about 10 minutes, 700 MB to fetch, 3 GB in Go's caches.`,
  );
  mkdirSync(dirname(built), { recursive: true });
  const unfinished = `${built}.unfinished`;
  const words = ["build", "-v", "-trimpath", "-tags", "osusergo,grpcnotrace", "-o", unfinished];
  const version = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${VERSION}`;
  const child = spawn("go", [...words, "-ldflags", version, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"], {
    cwd: goModule,
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: ["ignore", "inherit", "pipe"],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
  const started = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1_000);
    say(`${seconds} s: ${lines.length} packages fetched or compiled, ${lines.at(-1) ?? "none yet"}`);
  }, SHOW_EVERY_MS);
  const code = await new Promise((done, failed) => void child.once("error", failed).once("close", done)).finally(() =>
    clearInterval(timer),
  );
  if (code !== 0) throw new Error(`go build ended with ${String(code)}:\n${lines.slice(-20).join("\n")}`);
  renameSync(unfinished, built);
  return built;
};

const SKIPPED =
  "Skipped: this needs Pulumi's command. Install it (npx pulumi version downloads it), name one with PULUMI_CLI, or install Go 1.26 to have it built.";

/** Pulumi's own command: the one that is named, an official one, the one that was built, or a new one where that may be built; else why not. */
const findCli = async (
  mayBuild: boolean,
  say: (line: string) => void,
): Promise<{ readonly path: string } | { readonly skipped: string }> => {
  const named = process.env.PULUMI_CLI;
  if (named !== undefined && !isExecutable(named))
    throw new Error(`PULUMI_CLI names ${named}, which is no command that can be run`);
  const path = [named, ...officialPlaces(), built].find((place) => place !== undefined && isExecutable(place));
  if (path !== undefined) return { path: resolve(path) };
  return mayBuild && goVersion() !== undefined ? { path: await build(say) } : { skipped: SKIPPED };
};

const versionOf = (cli: string): string => execFileSync(cli, ["version"], { encoding: "utf8" }).trim();

/** `npm run test:pulumi`: the program under Pulumi's own command. With --no-build nothing is built: it is skipped where there is none. */
const main = async (): Promise<void> => {
  const words = process.argv.slice(2);
  const pattern = words.find((word) => !word.startsWith("-")) ?? "";
  const cli = await findCli(!words.includes("--no-build"), console.log);
  if ("skipped" in cli) return console.log(cli.skipped);
  console.log(`${cli.path} (${versionOf(cli.path)})`);
  process.env.PULUMI_CLI = cli.path;
  process.argv[2] = `^pulumi/${pattern}.*\\.scenario\\.ts$`;
  require(join(__dirname, "../../tools/main/test-group.cjs"));
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
