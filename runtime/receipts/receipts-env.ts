import type { HasClock } from "../ports/clock";
import type { HasCompanies } from "../ports/companies";
import type { HasConversations } from "../ports/conversations";
import type { HasLog } from "../ports/log";
import type { HasSecrets } from "../ports/secrets";
import type { ReceiptsSettings } from "./receipts-settings";

export type ReceiptsEnv = HasClock &
  HasCompanies &
  HasConversations &
  HasLog &
  HasSecrets & { readonly settings: ReceiptsSettings };
