import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { captureProgram } from "../../../tests/captured-program";
import { projectCopy } from "../../../tests/infra/ship/project-copy";
import { entries } from "../sample/entries";

export type StockPackage = {
  /** The file to load; the packages are found beside it. */
  readonly file: string;
  readonly files: number;
  readonly bytes: number;
};

type Assets = Readonly<Record<string, { readonly text?: string; readonly path?: string }>>;

/** A program that gives each handler to `aws.lambda.CallbackFunction` as its documentation shows. */
const program = (functions: Readonly<Record<string, string>>): string =>
  [
    'import * as aws from "@pulumi/aws";',
    ...Object.values(functions).map((entry) => entry.split("export const")[0]),
    ...Object.entries(functions).map(([name, entry]) => {
      const made = entry.slice(entry.indexOf("handler = ") + "handler = ".length).replace(/;\s*$/, "");
      return `new aws.lambda.CallbackFunction("${name}", { callbackFactory: () => ${made} as never,
        role: "arn:aws:iam::000000000000:role/bench", runtime: aws.lambda.Runtime.NodeJS24dX });`;
    }),
  ].join("\n");

type Size = { readonly files: number; readonly bytes: number };

const plus = (one: Size, other: Size): Size => ({ files: one.files + other.files, bytes: one.bytes + other.bytes });

const sizeOf = (path: string): Size => {
  const found = statSync(path);
  return found.isDirectory()
    ? readdirSync(path).reduce((total, name) => plus(total, sizeOf(join(path, name))), { files: 0, bytes: 0 })
    : { files: 1, bytes: found.size };
};

/** What Pulumi's own packaging would upload for each function: the closure by value, and every package that production needs. */
export const stockPackages = async (standInUrl: string): Promise<Readonly<Record<string, StockPackage>>> => {
  const folder = projectCopy(program(entries(standInUrl)));
  const { resources, messages, exitCode } = await captureProgram({ stack: "dev", folder });
  if (exitCode !== 0) throw new Error(messages.map(({ text }) => text).join("\n"));
  const functions = resources.filter(({ type }) => type === "aws:lambda/function:Function");
  return Object.fromEntries(
    functions.map(({ name, inputs }) => {
      const { assets } = inputs.code as { readonly assets: Assets };
      const file = join(folder, `${name}.js`);
      writeFileSync(file, assets["__index.js"]?.text ?? "");
      const sizes = Object.values(assets).map(({ text, path }) =>
        path === undefined ? { files: 1, bytes: Buffer.byteLength(text ?? "") } : sizeOf(resolve(folder, path)),
      );
      return [name, { file, ...sizes.reduce(plus) }];
    }),
  );
};
