import type { Channel } from "../../../runtime/request/request";

/** A project as the console shows it. */
export type ProjectView = {
  readonly company_id: string;
  readonly project_id: string;
  readonly company_name: string;
  readonly project_name: string;
  readonly status: string;
  readonly channels: readonly Channel[];
};

/** A way to break the running engine, in words for the person who tries it. */
export type ScenarioView = {
  readonly id: string;
  readonly title: string;
  /** What is done. */
  readonly what: string;
  /** What should come of it. */
  readonly expect: string;
  /** How it should end, by the names that the page knows: by email, and by any other channel. */
  readonly ends: { readonly email: string; readonly other: string };
};

/** What a console is connected to, and what it may do there. */
export type About = {
  readonly stack: string;
  readonly kind: "local" | "deployed";
  /** Where requests are posted; null where the console does not know. */
  readonly apiUrl: string | null;
  readonly operator: string;
  readonly mayAct: boolean;
  readonly maySend: boolean;
  /** Stand-ins write and send, and no provider is asked. */
  readonly standIns: boolean;
  readonly projects: readonly ProjectView[];
  /** None, where nothing may be broken. */
  readonly scenarios: readonly ScenarioView[];
  /** Said once at the top: what this console cannot show, and why. */
  readonly notes: readonly string[];
};
