import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";

const overridden = (value: unknown, override: unknown): unknown =>
  isJsonObject(value) && isJsonObject(override) ? deepOverride(value, override) : override;

/** `base` with the fields of `overrides` put over it, objects within objects too; `undefined` takes a field away. */
export const deepOverride = (base: JsonObject, overrides: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries({
      ...base,
      ...Object.fromEntries(Object.entries(overrides).map(([name, value]) => [name, overridden(base[name], value)])),
    }).filter(([, value]) => value !== undefined),
  );
