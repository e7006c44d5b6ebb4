import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import { deepOverride } from "../helpers/deep-override";
import type { Recorded } from "./recording-proxy";

const jsonOf = ({ body }: Recorded): JsonObject => {
  const parsed: unknown = JSON.parse(body);
  return isJsonObject(parsed) ? parsed : {};
};

/** A request with another body, query or type, as a fault of the runtime would make it. */
export const withJson = (request: Recorded, overrides: JsonObject): Recorded => ({
  ...request,
  body: JSON.stringify(deepOverride(jsonOf(request), overrides)),
});

export const withField = (request: Recorded, name: string, value: string | undefined): Recorded => {
  const fields = new URLSearchParams(request.body);
  if (value === undefined) fields.delete(name);
  else fields.set(name, value);
  return { ...request, body: fields.toString() };
};

export const withQuery = (request: Recorded, name: string, value: string): Recorded => {
  const query = new URLSearchParams(request.query);
  query.set(name, value);
  return { ...request, query };
};

export const withType = (request: Recorded, type: string): Recorded => ({
  ...request,
  headers: { ...request.headers, "content-type": type },
});
