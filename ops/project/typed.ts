import type { Place } from "./connect/place";

/** A command of this program as it is typed for the same stack. */
export const typed = ({ stack }: Pick<Place, "stack">, command: string): string =>
  `npm run project -- ${command}${stack === "local" ? "" : ` --stack ${stack}`}`;

/** What brings the config of a stack into effect. */
export const typedUp = ({ stack }: Pick<Place, "stack">): string =>
  stack === "local" ? "npm run up (or npm start, if no engine runs)" : `npx pulumi up --stack ${stack}`;
