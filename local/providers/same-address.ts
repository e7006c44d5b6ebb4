const bare = (address: string): string => address.replace(/^whatsapp:/, "").toLowerCase();

/** The form under which addresses are indexed: lower case, without the `whatsapp:` prefix. */
export const addressKey = bare;

/** Whether `wanted` names `address`; a number without `whatsapp:` names it on both channels. */
export const sameAddress = (wanted: string, address: string): boolean =>
  wanted.startsWith("whatsapp:") ? wanted === address : bare(wanted) === bare(address);
