import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { bundleEntry } from "../../../infra/ship/bundle";
import type { RunResult } from "../../engine/program/deployment";
import { captureProgram, codeTexts, copyProject, project } from "../sample/captured-program";
import { entries, providersAt } from "../sample/functions";

/** `file` is what is loaded; packages that are not in it are found beside it. */
type Packaged = { readonly file: string; readonly files: number; readonly bytes: number };

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

const wellDone = (run: RunResult): RunResult => {
  if (run.exitCode !== 0) throw new Error(run.messages.map(({ text }) => text).join("\n"));
  return run;
};

type Size = Omit<Packaged, "file">;

const plus = (one: Size, other: Size): Size => ({ files: one.files + other.files, bytes: one.bytes + other.bytes });

const sizeOf = (path: string): Size => {
  const found = statSync(path);
  return found.isDirectory()
    ? readdirSync(path).reduce((total, name) => plus(total, sizeOf(join(path, name))), { files: 0, bytes: 0 })
    : { files: 1, bytes: found.size };
};

/** What Pulumi's own packaging would upload for each function: the closure by value, and every package that production needs. */
const stockPackages = async (work: string, standInUrl: string): Promise<Readonly<Record<string, Packaged>>> => {
  const folder = copyProject(mkdtempSync(join(work, "stock-")), program(entries(standInUrl)));
  const { resources } = wellDone(await captureProgram({ stack: "dev", folder }));
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

/** The ways to package a function that are compared. */
export const forms = ["shipped", "leanByHand", "byHand", "wholeSdks", "stock"] as const;
export type Form = (typeof forms)[number];

export type Packagings = Readonly<Record<string, Readonly<Record<Form, Packaged>>>>;

/** The SDKs as their documentation imports them. */
const WHOLE = `
import { DynamoDB } from "@aws-sdk/client-dynamodb"; import { SQS } from "@aws-sdk/client-sqs";
import { SecretsManager } from "@aws-sdk/client-secrets-manager"; import * as phone from "libphonenumber-js";
import twilio from "twilio"; import mail from "@sendgrid/mail"; import OpenAI from "openai";
export const sdks = `;

/** Of these SDKs, those that each function has a use for. */
const sdksOf: Readonly<Record<string, string>> = {
  router: "{ DynamoDB, SQS, phone }",
  receipts: "{ DynamoDB, SecretsManager, phone, twilio }",
  processor: "{ DynamoDB, SQS, SecretsManager, phone, twilio, mail, OpenAI }",
};

const byEsbuild = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: project, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    target: "node24",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
};

/** Every function in every form, written to `folder`. */
export const makePackagings = async (folder: string, standInUrl: string): Promise<Packagings> => {
  const shipped = codeTexts(wellDone(await captureProgram({ stack: "local", config: providersAt(standInUrl) })));
  const stock = await stockPackages(folder, standInUrl);
  const packaged = async (name: string, entry: string): Promise<Readonly<Record<Form, Packaged>>> => {
    const texts = {
      shipped: shipped[name === "processor" ? "whatsapp-processor" : name] ?? "",
      leanByHand: await bundleEntry(entry, project),
      byHand: await byEsbuild(entry),
      wholeSdks: await byEsbuild(`${WHOLE}${sdksOf[name]};\n${entry}`),
    };
    const files = Object.entries(texts).map(([form, text]) => {
      const file = join(folder, `${name}-${form}.cjs`);
      writeFileSync(file, text);
      return [form, { file, files: 1, bytes: Buffer.byteLength(text) }] as const;
    });
    return { ...Object.fromEntries(files), stock: stock[name] } as Readonly<Record<Form, Packaged>>;
  };
  const all = Object.entries(entries(standInUrl)).map(
    async ([name, entry]) => [name, await packaged(name, entry)] as const,
  );
  return Object.fromEntries(await Promise.all(all));
};
