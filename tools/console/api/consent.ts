/** Whether a company may write to an address, and who has said what of it. */
export type ConsentView = {
  readonly company_id: string;
  /** Nothing where it was erased or never known; masked where the console masks. */
  readonly address: string | null;
  readonly state: "suppressed" | "clear";
  /** Who decided last, how that came to us, and when (ISO 8601); nothing where nobody has said anything. */
  readonly set_by: "person" | "company" | null;
  readonly source: string | null;
  readonly since: string | null;
  readonly history: readonly {
    readonly at: string;
    readonly state: "suppressed" | "clear";
    readonly set_by: "person" | "company";
    readonly source: string;
    readonly channel: string | null;
    readonly evidence: string | null;
    readonly by: string | null;
  }[];
};

/** The same, or why nobody can say. */
export type KnownConsent = ConsentView | { readonly problem: string };
