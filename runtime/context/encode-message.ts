/** What SQS refuses in a message (API reference, SendMessage) and JSON leaves as it is; the other refused characters JSON escapes. */
const REFUSED_BY_SQS = /[\uFFFE\uFFFF]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`;

/** A message body as JSON that SQS accepts. */
export const encodeMessage = (context: unknown): string => JSON.stringify(context).replace(REFUSED_BY_SQS, escaped);
