import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import { type Channel, channels } from "../../runtime/request/channel";
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
