/** How one invocation ended; payloads are JSON text. */
export type InvokeOutcome =
  | { readonly _tag: "Answered"; readonly payload: string }
  | { readonly _tag: "FunctionError"; readonly payload: string }
  | { readonly _tag: "Throttled" }
  | { readonly _tag: "UnknownFunction" };
