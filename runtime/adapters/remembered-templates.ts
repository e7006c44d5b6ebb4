import * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";
import type { CarrierSilent, TemplateVariables } from "../ports/carrier";
import type { Clock } from "../ports/clock";
import type { SmsCredentials } from "../secrets/carrier-credentials";

type Fetch = (credentials: SmsCredentials, timeoutMs: number) => TE.TaskEither<CarrierSilent, TemplateVariables>;

/** Milliseconds for which a template's variables are remembered per container; approved templates do not change. */
const MEMORY_MS = 600_000;

const keyOf = ({ twilio_account_sid, twilio_template_sid }: SmsCredentials): string =>
  `${twilio_account_sid}/${twilio_template_sid}`;

/** Remembers what was fetched; failures are not remembered. */
export const rememberedTemplates = (fetch: Fetch, clock: Clock): Fetch => {
  const memory = new Map<string, { readonly variables: TemplateVariables; readonly until: number }>();
  return (credentials, timeoutMs) => async () => {
    const known = memory.get(keyOf(credentials));
    if (known !== undefined && known.until > clock.now().getTime()) return E.right(known.variables);
    const fetched = await fetch(credentials, timeoutMs)();
    if (E.isRight(fetched)) {
      memory.set(keyOf(credentials), { variables: fetched.right, until: clock.now().getTime() + MEMORY_MS });
    }
    return fetched;
  };
};
