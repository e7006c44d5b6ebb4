import * as t from "io-ts";
import { NonEmptyText } from "../codec/non-empty-text";

/** How the assistant writes for a project: which model, told what, filling which variables (name → what belongs there). */
export const AssistantDefinition = t.readonly(
  t.type({
    model: NonEmptyText,
    instructions: NonEmptyText,
    content_variables: t.record(t.string, NonEmptyText),
  }),
);
export type AssistantDefinition = t.TypeOf<typeof AssistantDefinition>;
