import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";
import type { JsonObject } from "../../runtime/codec/json";
import { type Case, events, examplesOf, operations } from "./cases";
import { run } from "./fetched-tools";

const project = join(__dirname, "../..");
const description = join(project, "docs/openapi.json");

/** How a generator names its types. */
type Names = {
  readonly head: string;
  readonly body: (operation: string) => string;
  readonly answer: (operation: string, status: number) => string;
  readonly schema: (name: string) => string;
};

const capital = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;

const openapiTypescript: Names = {
  head: 'import type { components, operations } from "./api";',
  body: (operation) => `NonNullable<operations["${operation}"]["requestBody"]>["content"]["application/json"]`,
  answer: (operation, status) => `operations["${operation}"]["responses"][${status}]["content"]["application/json"]`,
  schema: (name) => `components["schemas"]["${name}"]`,
};

const heyApi: Names = {
  head: 'import type * as api from "./api/types.gen";',
  body: (operation) => `NonNullable<api.${capital(operation)}Data["body"]>`,
  answer: (operation, status) => `api.${capital(operation)}${status < 400 ? "Responses" : "Errors"}[${status}]`,
  schema: (name) => `api.${name}`,
};

/** Every example as a value of the type that it is one of; of each type one that is none. */
const usage = ({ head, body, answer, schema }: Names): string => {
  const typed = [
    ...operations.flatMap((operation) => {
      const { bodies, answers } = examplesOf(operation);
      return [
        ...bodies.map((value) => ({ type: body(operation.operationId), value })),
        ...answers.map(({ status, value }) => ({ type: answer(operation.operationId, status), value })),
      ];
    }),
    ...events.map(({ name, value }) => ({ type: schema(name), value })),
  ];
  const values = typed.map(({ type, value }, n) => `export const v${n}: ${type} = ${JSON.stringify(value)};`);
  const wrong = [...new Set(typed.map(({ type }) => type))].map(
    (type, n) => `// @ts-expect-error\nexport const w${n}: ${type} = 5;`,
  );
  return [head, ...values, ...wrong, ""].join("\n");
};

const compilerOptions = {
  noEmit: true,
  strict: true,
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  types: [],
};

/** What a compiler says of the examples, typed by the generated types in this folder. */
const compile = (folder: string, names: Names): Promise<string | undefined> => {
  writeFileSync(join(folder, "usage.ts"), usage(names));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["usage.ts"] }));
  return run(process.execPath, [join(project, "node_modules/typescript/bin/tsc"), "-p", "."], folder);
};

/** Generates types by openapi-typescript and compiles the examples; what went wrong, if anything did. */
export const tryOpenapiTypescript = async (work: string): Promise<string | undefined> => {
  const folder = join(work, "openapi-typescript");
  mkdirSync(folder, { recursive: true });
  const cli = join(project, "node_modules/openapi-typescript/bin/cli.js");
  return (
    (await run(process.execPath, [cli, description, "-o", "api.ts"], folder)) ?? compile(folder, openapiTypescript)
  );
};

type Called = { readonly data?: unknown; readonly error?: unknown; readonly response: Response };
type Client = Readonly<Record<string, (options: object) => Promise<Called>>>;

const has = (told: unknown, answer: JsonObject): boolean =>
  typeof told === "object" &&
  told !== null &&
  Object.entries(answer).every(([name, value]) => isDeepStrictEqual(Reflect.get(told, name), value));

const tryCase = async (
  client: Client,
  { operation, url, key, path, body, status, answer }: Case,
): Promise<string[]> => {
  const call = client[operation];
  if (call === undefined) return [`${operation}: not generated`];
  const { data, error, response } = await call({
    baseUrl: url,
    headers: { "x-api-key": key },
    path,
    ...(body === null ? {} : { body }),
  });
  const told = status < 400 ? data : error;
  return response.status === status && has(told, answer)
    ? []
    : [`${operation} ${response.status}: ${JSON.stringify(told)} instead of ${status} ${JSON.stringify(answer)}`];
};

/** Generates a client by hey-api, compiles the examples, and makes the calls with it; what went wrong, if anything did. */
export const tryHeyApi = async (tools: string, work: string, cases: readonly Case[]): Promise<string | undefined> => {
  const folder = join(work, "hey-api");
  mkdirSync(folder, { recursive: true });
  const cli = join(tools, "node_modules/@hey-api/openapi-ts/bin/run.js");
  const generated = await run(
    process.execPath,
    [cli, "-i", description, "-o", "api", "-c", "@hey-api/client-fetch"],
    folder,
  );
  const failure = generated ?? (await compile(folder, heyApi));
  if (failure !== undefined) return failure;
  const built = { entryPoints: [join(folder, "api/sdk.gen.ts")], outfile: join(folder, "client.cjs"), bundle: true };
  await build({ ...built, format: "cjs", platform: "node", logLevel: "silent" });
  const client: Client = require(built.outfile);
  const faults = await Promise.all(cases.map((one) => tryCase(client, one)));
  return faults.flat().join("\n") || undefined;
};
