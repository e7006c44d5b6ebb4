import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { bundleEntry } from "../../../infra/ship/bundle-entry";
import { captureProgram } from "../../../tests/captured-program";
import { codeTexts } from "../../../tests/infra/ship/code-texts";
import { entries } from "../sample/entries";
import { stockPackages } from "./stock";

const project = resolve(__dirname, "../../..");

/** The ways to package a function that are compared. */
export const forms = ["shipped", "leanByHand", "byHand", "wholeSdks", "stock"] as const;
export type Form = (typeof forms)[number];

export type Packaged = { readonly file: string; readonly files: number; readonly bytes: number };
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

const shippedNames: Readonly<Record<string, string>> = {
  router: "router",
  receipts: "receipts",
  processor: "whatsapp-processor",
};

/** Config values by which the shipped functions call the providers at one address. */
export const providersAt = (url: string): Readonly<Record<string, string>> => ({
  openaiUrl: url,
  twilioUrl: url,
  sendgridUrl: url,
});

/** Every function in every form, written to `folder`. */
export const makePackagings = async (folder: string, standInUrl: string): Promise<Packagings> => {
  const shipped = codeTexts(await captureProgram({ stack: "dev", config: providersAt(standInUrl) }));
  const stock = await stockPackages(standInUrl);
  const packaged = async (name: string, entry: string): Promise<Readonly<Record<Form, Packaged>>> => {
    const texts = {
      shipped: shipped[shippedNames[name] ?? ""] ?? "",
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
