/** Plain data that the Pulumi program closes over for the router. */
export type RouterSettings = { readonly version: string; readonly corsOrigins: readonly string[] };
