/** Plain data that the Pulumi program closes over for the receipts function. */
export type ReceiptsSettings = { readonly receiptKeyName: string };
