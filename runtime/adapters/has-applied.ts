import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../codec/json-object";
import type { Change } from "../conversation/change";

/**
 * Whether a record already is as a change would make it: an answer was lost on the way, and the same change came again.
 * What the change requires and does not itself alter must still hold, else another writer's record might look like ours.
 */
export const hasApplied = (record: JsonObject, { when, set }: Change): boolean =>
  Object.keys(set).length > 0 &&
  Object.entries(set).every(([name, value]) => isDeepStrictEqual(record[name], value)) &&
  Object.entries(when).every(
    ([name, value]) => Object.hasOwn(set, name) || [value].flat().includes(String(record[name])),
  );
