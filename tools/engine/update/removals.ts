/** What a change does to one resource. */
type Removal = { readonly type: string; readonly name: string };

type Word = { readonly word: string; readonly orMadeAnew: boolean };

/**
 * What belongs to a client or was entered by hand, and comes back from no release: a key that is made again has another
 * value, a secret's name is taken for 30 days. A plan that is made anew is the same plan; a secret's values outlive what
 * declares them.
 */
const PRECIOUS: Readonly<Record<string, Word>> = {
  "aws:dynamodb/tableItem:TableItem": { word: "project", orMadeAnew: true },
  "aws:apigateway/apiKey:ApiKey": { word: "API key", orMadeAnew: true },
  "aws:apigateway/usagePlan:UsagePlan": { word: "limits", orMadeAnew: false },
  "aws:apigateway/usagePlanKey:UsagePlanKey": { word: "limits of the key", orMadeAnew: false },
  "aws:secretsmanager/secret:Secret": { word: "secret", orMadeAnew: true },
  // The key behind the receipts' addresses (infra/secrets).
  "pulumi:index:Stash": { word: "stashed secret", orMadeAnew: true },
};

/** Whether a change takes away what cannot be given back. */
export const isRemoval = ({ action, type }: { readonly action: string; readonly type: string }): boolean => {
  const precious = PRECIOUS[type];
  return precious !== undefined && (action === "delete" || (action === "replace" && precious.orMadeAnew));
};

export const removalsIn = <C extends Removal & { readonly action: string }>(changes: readonly C[]): readonly C[] =>
  changes.filter(isRemoval);

/** An item of a project that says whom an answer is for that comes to its number or domain (infra/tenant/project.ts). */
const isAddress = (name: string): boolean => /-(whatsapp|sms|email)-inbound$/.test(name);

const wordOf = ({ type, name }: Removal): string =>
  isAddress(name) ? "address for answers" : (PRECIOUS[type]?.word ?? type);

/** What would be taken away, line by line; a word before each name. */
export const removalText = (removals: readonly Removal[]): string =>
  [
    "This would remove what no release brings back:",
    ...removals.map((removal) => `  ${wordOf(removal).padEnd(20)} ${removal.name}`),
  ].join("\n");

const ADVICE = "If all of this is to go, say so with --allow-removal.";

/** Why nothing was done. */
export const removalRefusal = (removals: readonly Removal[]): string =>
  `${removalText(removals)}\nNothing was changed. ${ADVICE}`;

/** Whether that is why nothing was done. */
export const isRemovalRefusal = (reason: string): boolean => reason.endsWith(ADVICE);
