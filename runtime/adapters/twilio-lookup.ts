import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import type { MessageInstance, MessagePage } from "twilio/lib/rest/api/v2010/account/message";
import { decodeOr, parseJson } from "../codec/json";
import type { SmsCredentials } from "../company/channel-setup";
import { describeError } from "../log/log";
import type { Candidate, CarrierSilent, Inquiry, TemplateRefused, TemplateVariables } from "../ports/carrier";
import type { Clock } from "../ports/time-and-chance";
import { isRefusal, twilioCode } from "./carrier-errors";
import { type HttpAnswer, type HttpFailure, httpOnce } from "./http-once";
import { basicAuth, codeOf, type TwilioOptions, twilioMessages } from "./twilio-carrier";

/** Messages per page, Twilio's most. */
export const PAGE = 1_000;

const candidateOf = ({ sid, status, body, dateCreated, errorCode }: MessageInstance): Candidate => ({
  messageId: sid,
  deliveryStatus: status,
  text: body || undefined,
  errorCode: codeOf(errorCode),
  createdAt: dateCreated,
});

/** What Twilio itself answers to STOP, START and HELP stands in the same list, and was sent by nobody here. */
const isOurs = ({ direction }: MessageInstance): boolean => direction !== "outbound-reply";

export const silent = (error: unknown): CarrierSilent => ({ _tag: "CarrierSilent", reason: describeError(error) });

/** By when it was sent, as Twilio orders its list; a message that waits has no such date. */
const isOlderThan =
  (since: Date) =>
  ({ dateSent, dateCreated }: MessageInstance): boolean =>
    (dateSent ?? dateCreated) < since;

type Page = NonNullable<Awaited<ReturnType<MessagePage["nextPage"]>>>;

/** Page by page, the newest first, until one ends before `since`; nothing when there is no end within the time. */
export const readPages = async (
  first: Promise<Page>,
  since: Date,
  hasTime: () => boolean,
): Promise<readonly MessageInstance[] | undefined> => {
  const found: MessageInstance[] = [];
  for (let page: Page | undefined = await first; page !== undefined; page = await page.nextPage()) {
    found.push(...page.instances);
    if (page.instances.slice(-1).some(isOlderThan(since))) break;
    if (page.nextPageUrl !== undefined && !hasTime()) return undefined;
  }
  return found;
};

const endless: CarrierSilent = { _tag: "CarrierSilent", reason: "the list has no end within the time for it" };

/** Messages between two numbers. Without a `DateSent` filter: a queued message has no such date. */
export const listByTwilio =
  ({ twilioUrl, addressPrefix, clock }: TwilioOptions) =>
  (
    credentials: SmsCredentials,
    { from, to, since, timeoutMs }: Inquiry,
  ): TE.TaskEither<CarrierSilent, readonly Candidate[]> => {
    const end = clock.now().getTime() + timeoutMs;
    const messages = twilioMessages({ twilioUrl, credentials, timeoutMs, onAnswer: () => undefined });
    const addresses = { from: `${addressPrefix}${from}`, to: `${addressPrefix}${to}` };
    return pipe(
      TE.tryCatch(
        () => readPages(messages.page({ ...addresses, pageSize: PAGE }), since, () => clock.now().getTime() < end),
        silent,
      ),
      TE.chainEitherK(E.fromNullable(endless)),
      TE.map((found) => found.filter(isOurs).map(candidateOf)),
    );
  };

const Content = t.type({ variables: t.union([t.UnknownRecord, t.null]) });

/** Twilio serves templates from a host of their own; any other origin serves both. */
const contentOrigin = (twilioUrl: string): string =>
  twilioUrl === "https://api.twilio.com" ? "https://content.twilio.com" : twilioUrl;

const noTemplate = (reason: string): CarrierSilent => ({ _tag: "CarrierSilent", reason: `template: ${reason}` });

const refused = (reason: string): TemplateRefused => ({ _tag: "TemplateRefused", reason: `template: ${reason}` });

type Untold = CarrierSilent | TemplateRefused;

/** Twilio's code of a resource that it does not have; a page that says 404 is not Twilio's. */
const NOT_FOUND = 20404;

/** What else Twilio refuses to tell says nothing of the template: the send finds out, and says why. */
const variablesOf = ({ status, body }: HttpAnswer): E.Either<Untold, TemplateVariables> => {
  const code = twilioCode(body);
  if (code === NOT_FOUND) return E.left(refused(`unknown to the account (${code})`));
  if (isRefusal(status) && status !== 429 && code !== undefined) return E.right(undefined);
  if (status !== 200) return E.left(noTemplate(`status ${status}`));
  return pipe(
    body,
    parseJson(() => noTemplate("malformed answer")),
    E.chain(decodeOr(Content, noTemplate)),
    E.map(({ variables }) => Object.keys(variables ?? {})),
  );
};

/** No request can be made of what the setup says; without an answer, the carrier may be asked again. */
const unanswered = ({ _tag, reason }: HttpFailure): Untold =>
  _tag === "NotBuilt" ? refused(`the request cannot be made (${reason})`) : noTemplate(reason);

/** The variables of the credentials' Content template; what Twilio refuses to tell is for the send to find out. */
export const templateByTwilio =
  (twilioUrl: string) =>
  (credentials: SmsCredentials, timeoutMs: number): TE.TaskEither<Untold, TemplateVariables> =>
    credentials.twilio_template_sid === undefined
      ? TE.right(undefined)
      : pipe(
          httpOnce({
            method: "GET",
            url: `${contentOrigin(twilioUrl)}/v1/Content/${encodeURIComponent(credentials.twilio_template_sid)}`,
            headers: { Authorization: basicAuth(credentials) },
            body: "",
            timeoutMs,
          }),
          TE.mapLeft(unanswered),
          TE.chainEitherK(variablesOf),
        );

type Fetch = (credentials: SmsCredentials, timeoutMs: number) => TE.TaskEither<Untold, TemplateVariables>;

/** Milliseconds for which a template's variables are remembered per container; approved templates do not change. */
const MEMORY_MS = 600_000;

const keyOf = ({ twilio_account_sid, twilio_template_sid }: SmsCredentials): string =>
  `${twilio_account_sid}/${twilio_template_sid}`;

/** Remembers what was told; what was not is asked again, since other credentials may be in the secret by then. */
export const rememberedTemplates = (fetch: Fetch, clock: Clock): Fetch => {
  const memory = new Map<string, { readonly variables: TemplateVariables; readonly until: number }>();
  return (credentials, timeoutMs) => async () => {
    const known = memory.get(keyOf(credentials));
    if (known !== undefined && known.until > clock.now().getTime()) return E.right(known.variables);
    const fetched = await fetch(credentials, timeoutMs)();
    if (E.isRight(fetched) && fetched.right !== undefined) {
      memory.set(keyOf(credentials), { variables: fetched.right, until: clock.now().getTime() + MEMORY_MS });
    }
    return fetched;
  };
};
