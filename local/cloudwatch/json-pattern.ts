import type { JsonPath } from "./json-path";

export type NumberOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** What a JSON filter pattern demands of a log line. */
export type JsonPattern =
  | { readonly kind: "and"; readonly left: JsonPattern; readonly right: JsonPattern }
  | { readonly kind: "or"; readonly left: JsonPattern; readonly right: JsonPattern }
  | { readonly kind: "number"; readonly path: JsonPath; readonly operator: NumberOperator; readonly value: number }
  | { readonly kind: "text"; readonly path: JsonPath; readonly equal: boolean; readonly form: RegExp }
  | { readonly kind: "is"; readonly path: JsonPath; readonly value: null | true | false }
  | { readonly kind: "not exists"; readonly path: JsonPath };
