import type { Carrier } from "../ports/carrier";
import type { HasClock } from "../ports/clock";
import type { HasChecks, HasConversations } from "../ports/conversations";
import type { HasDeadline } from "../ports/deadline";
import type { HasLog } from "../ports/log";
import type { HasQueue } from "../ports/queue";
import type { HasSecrets } from "../ports/secrets";
import type { Channel } from "../request/channel";
import type { SweeperSettings } from "./sweeper-settings";

export type HasCarriers = { readonly carriers: Readonly<Record<Channel, Carrier>> };

export type SweeperEnv = HasCarriers &
  HasChecks &
  HasClock &
  HasConversations &
  HasDeadline &
  HasLog &
  HasQueue &
  HasSecrets & { readonly settings: SweeperSettings };
