/** Origins for the answers of the gateway itself, which cannot choose by request: they hold no data, so with several origins any page may read them. */
export const gatewayOrigin = (origins: readonly string[]): string => (origins.length === 1 ? (origins[0] ?? "*") : "*");
