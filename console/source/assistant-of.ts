import * as E from "fp-ts/Either";
import { inputFor, instructionsFor } from "../../runtime/assistant/prompt";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import { rebuildContext } from "../../runtime/sweeper/rebuild-context";
import type { AssistantView } from "../api/conversation-view";
import { textOf } from "./summary-of";
import type { Veil } from "./veil";

const variablesOf = ({ draft }: JsonObject, veil: Veil): Readonly<Record<string, string>> => {
  const variables = isJsonObject(draft) && isJsonObject(draft.variables) ? draft.variables : {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, veil.text(String(value))]));
};

const instructionsOf = ({ ai_config }: JsonObject): string => {
  const definition = isJsonObject(ai_config) ? ai_config.template_sender : undefined;
  return isJsonObject(definition) ? textOf(definition.instructions) : "";
};

/** What the assistant was asked and answered; the input is made from the record as the processor makes it. */
export const assistantOf = (record: JsonObject, veil: Veil): AssistantView | null => {
  const context = rebuildContext(record);
  if (E.isLeft(context)) return null;
  return {
    instructions: instructionsFor(instructionsOf(record)),
    input: veil.text(inputFor(context.right)),
    variables: variablesOf(record, veil),
    origin:
      "Instructions and input are made anew from the record, as the processor makes them; the variables are the saved draft.",
  };
};
