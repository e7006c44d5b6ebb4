/** The region and account under which local resources are named. */
export type Place = { readonly region: string; readonly account: string };

export const localPlace: Place = { region: "eu-north-1", account: "000000000000" };
