import type { IncomingMessage } from "node:http";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { type Channel, channels } from "../../../runtime/request/request";
import { BadInput } from "./reply";

/** A text of the input; blank is as absent. */
export const textField = (input: JsonObject, field: string): string => {
  const value = input[field];
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  throw new BadInput(`${field} is missing`);
};

export const optionalText = (input: JsonObject, field: string): string | undefined =>
  input[field] === undefined || input[field] === "" ? undefined : textField(input, field);

export const choiceField = <A extends string>(input: JsonObject, field: string, choices: readonly A[]): A => {
  const found = choices.find((choice) => choice === input[field]);
  if (found === undefined) throw new BadInput(`${field} must be one of ${choices.join(", ")}`);
  return found;
};

export const channelField = (input: JsonObject): Channel => choiceField(input, "channel", channels);

export const projectField = (input: JsonObject): { readonly company_id: string; readonly project_id: string } => {
  const { project } = input;
  if (!isJsonObject(project)) throw new BadInput("project is missing");
  return { company_id: textField(project, "company_id"), project_id: textField(project, "project_id") };
};

const MOST_BYTES = 1024 * 1024;

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new BadInput("the request is larger than 1 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput("the request is not JSON");
  }
};

/** The JSON object of a request's body. */
export const readJson = async (request: IncomingMessage): Promise<JsonObject> => {
  if (request.headers["content-type"] !== "application/json") throw new BadInput("the request is not JSON");
  const value = parse(await readText(request));
  if (!isJsonObject(value)) throw new BadInput("the request is no JSON object");
  return value;
};
