import { refinedString } from "./refined-string";

export const NonEmptyText = refinedString("a non-empty string", (text) => (text.trim() === "" ? undefined : text));
