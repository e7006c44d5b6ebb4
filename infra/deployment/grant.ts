/** Operator → condition key → value, as IAM writes it. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

type Actions = {
  readonly sid: string;
  /** What shows a resource as it is. */
  readonly read?: readonly string[];
  /** What shows a secret's value. */
  readonly readSecret?: readonly string[];
  readonly write?: readonly string[];
  readonly when?: Condition;
};

/** Resources by this stack's names, or wider ones with the reason why no name can be given. */
type Resources =
  | { readonly on: readonly string[]; readonly reason?: never }
  | { readonly on: readonly string[]; readonly reason: string };

/** One row of what deploying the stack takes: an action group, its resources, and where these name no stack, why. */
export type Grant = Actions & Resources;

/** How much of a grant a role gets. */
export type Level = "inspect" | "refresh" | "deploy";

/** The actions that a role of that level gets from a grant. */
export const actionsFor = (level: Level, { read = [], readSecret = [], write = [] }: Grant): readonly string[] => {
  switch (level) {
    case "inspect":
      return read;
    case "refresh":
      return [...read, ...readSecret];
    case "deploy":
      return [...read, ...readSecret, ...write];
  }
};
