import type { ProjectIds } from "../../../runtime/request/request";
import type { About } from "../api/about";
import type { ConversationFilter, ConversationPage, ConversationView } from "../api/conversation";
import type { History, Picture } from "../api/picture";
import type { ProjectDetails, Totals } from "../api/project";
import type { Changed } from "../api/push";

/** What the console reads, of a running engine or of a deployed stack. */
export type ConsoleSource = {
  readonly about: () => Promise<Pick<About, "stack" | "kind" | "apiUrl" | "projects" | "notes">>;
  readonly picture: () => Promise<Picture>;
  readonly history: () => Promise<History>;
  readonly conversations: (
    filter: ConversationFilter,
    next: string | undefined,
    limit: number,
  ) => Promise<ConversationPage>;
  readonly conversation: (id: string) => Promise<ConversationView | undefined>;
  /** Why there is no such conversation; nothing where one may still come of an accepted request. */
  readonly whyNone: (id: string) => Promise<string | null>;
  readonly project: (project: ProjectIds) => Promise<ProjectDetails | undefined>;
  /** What became of the requests of a project, or of all, by days of a zone (IANA). */
  readonly totals: (filter: ConversationFilter, zone: string) => Promise<Totals>;
  /** Hears, some times a second at most, of conversations that have changed. */
  readonly onChange: (listener: (changed: Changed) => void) => () => void;
  /** Milliseconds between two pictures that are worth while. */
  readonly pictureEveryMs: number;
  readonly close: () => Promise<void>;
};
