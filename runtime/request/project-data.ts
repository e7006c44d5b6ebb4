import * as E from "fp-ts/Either";
import { isJsonObject, type JsonObject } from "../codec/json-object";
import { isStorableJson } from "../codec/storable-json";
import { type Checked, faulty } from "./checked";

/** Free-form data for the assistant, optional. */
export const checkProjectData = (body: JsonObject): Checked<{ readonly project_data?: JsonObject }> => {
  const value = body.project_data;
  if (value === undefined) return E.right({});
  if (!isJsonObject(value)) return faulty("project_data", "INVALID_PROJECT_DATA", "must be an object");
  return isStorableJson(value)
    ? E.right({ project_data: value })
    : faulty(
        "project_data",
        "INVALID_PROJECT_DATA",
        "must be nested at most 16 levels deep, with numbers in JavaScript's safe range, well-formed text without NUL, and named keys",
      );
};
