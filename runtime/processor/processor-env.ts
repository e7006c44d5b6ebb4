import type * as RTE from "fp-ts/ReaderTaskEither";
import type { HasAssistant } from "../ports/assistant";
import type { HasCarrier } from "../ports/carrier";
import type { HasClock } from "../ports/clock";
import type { HasConversations } from "../ports/conversations";
import type { HasDeadline } from "../ports/deadline";
import type { HasIds } from "../ports/ids";
import type { HasLog } from "../ports/log";
import type { HasRandom } from "../ports/random";
import type { HasSecrets } from "../ports/secrets";
import type { HasTimer } from "../ports/timer";
import type { HasVisibility } from "../ports/visibility";
import type { ProcessorSettings } from "./processor-settings";

/** The base of the addresses to which carriers post receipts. */
export type HasReceiptsUrl = { readonly receiptsUrl: string };

export type HasSettings = { readonly settings: ProcessorSettings };

/** What an invocation of the processor works with. */
export type ProcessorEnv = HasAssistant &
  HasCarrier &
  HasClock &
  HasConversations &
  HasDeadline &
  HasIds &
  HasLog &
  HasRandom &
  HasReceiptsUrl &
  HasSecrets &
  HasSettings &
  HasTimer &
  HasVisibility;

/** A step of the processor: what it needs, how it may fail, what it gives. */
export type Step<R, E, A> = RTE.ReaderTaskEither<R, E, A>;
