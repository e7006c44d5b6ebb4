/** Names of the stack's resources, explicit so that operators, alarms and permission patterns can rely on them. */
export type Names = (thing: string) => string;

export const namesFor =
  (stack: string): Names =>
  (thing) =>
    `ai-multi-comms-${thing}-${stack}`;
