/** What the Lambda side says of one invocation; payloads are JSON texts as the function returned them. */
export type InvokeOutcome =
  | { readonly _tag: "Answered"; readonly payload: string }
  | { readonly _tag: "FunctionError"; readonly payload: string }
  | { readonly _tag: "Throttled" }
  | { readonly _tag: "UnknownFunction" };

export type Invoke = (functionName: string, event: unknown) => Promise<InvokeOutcome>;
