/** Whose data are to be erased, of which tenant (of all, if none is named), and why. */
export type EraseRequest = {
  /** The address as it is stored: E.164, or an email address with its domain in lower case. */
  readonly recipient: string;
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
  readonly reason: string;
  /** Leaves out the search for requests that have a guard and no record. */
  readonly quick: boolean;
};
