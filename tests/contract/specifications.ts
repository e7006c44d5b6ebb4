import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { JsonObject } from "../../runtime/codec/json-object";

/** The providers' official descriptions, which are not part of the product. */
const folder = process.env.CONTRACT_SPECS ?? resolve(__dirname, "../../../shared/contracts");

const files = {
  openai: "openai.openapi.json",
  twilio: "twilio_api_v2010.json",
  content: "twilio_content_v1.json",
  sendgrid: "tsg_mail_v3.json",
} as const;

export type Provider = keyof typeof files;

const missing = Object.values(files).filter((file) => !existsSync(join(folder, file)));

/** Whether the descriptions are at hand; says so where they are not. */
export const specificationsAtHand = (suiteName: string): boolean => {
  if (missing.length > 0)
    console.log(
      `skipped: ${suiteName}: no ${missing.join(", ")} in ${folder}; CONTRACT_SPECS names the folder that has them`,
    );
  return missing.length === 0;
};

export const specificationOf = (provider: Provider): JsonObject =>
  JSON.parse(readFileSync(join(folder, files[provider]), "utf8"));
