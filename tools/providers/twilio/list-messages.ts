import { wholeNumber } from "../codec/problems";
import { type Operation, ok } from "../server/operation";
import { addressesIn, type MessageRecord, type Messages, messageResource } from "./message";
import type { Authorized } from "./twilio-account";
import { twilioError } from "./twilio-error";

const defaultPageSize = 50;
const PageSize = wholeNumber(1, 1000);
const filters = ["To", "From", "DateSent", "DateSent<", "DateSent>"];
const known = new Set([...filters, "PageSize", "Page", "PageToken"]);

type Span = readonly [from: number, before: number];

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** From when to when a date of a filter lasts, in milliseconds: a day of UTC, or a second. */
const spanOf = (date: string): Span => {
  const from = Date.parse(date);
  return [from, from + (date.length > 10 ? SECOND_MS : DAY_MS)];
};

/** Whether a message was sent on, not before (`DateSent>`) and not after (`DateSent<`) the dates that a query names; one that waits was not sent. */
const wasSentWithin = (query: URLSearchParams) => {
  const spanIn = (name: string): Span | undefined => {
    const date = query.get(name);
    return date === null ? undefined : spanOf(date);
  };
  const [on, since, until] = ["DateSent", "DateSent>", "DateSent<"].map(spanIn);
  const from = (on ?? since)?.[0] ?? Number.NEGATIVE_INFINITY;
  const before = (on ?? until)?.[1] ?? Number.POSITIVE_INFINITY;
  return ({ sentAt }: MessageRecord): boolean =>
    sentAt === null ? !on && !since && !until : sentAt >= from && sentAt < before;
};

/** Lists an account's messages, newest first, in pages whose token names the last message shown. */
export const listMessages = (messages: Messages, authorized: Authorized): Operation => ({
  name: "messages.list",
  method: "GET",
  path: "/2010-04-01/Accounts/:account/Messages.json",
  subject: ({ query }) => addressesIn(query),
  handle: authorized(({ path, query }, { sid: accountSid }) => {
    const other = [...query.keys()].find((key) => !known.has(key));
    if (other !== undefined) return twilioError(400, "20001", `The parameter '${other}' is not known`);
    const pageSize = Number(query.get("PageSize") ?? defaultPageSize);
    if (!PageSize.is(pageSize)) return twilioError(400, "20001", "PageSize must be from 1 to 1000");
    const { to, from } = addressesIn(query);
    const isWanted = wasSentWithin(query);
    const matching = [...messages.values()]
      .filter((one) => one.accountSid === accountSid && one.to === (to ?? one.to) && one.from === (from ?? one.from))
      .filter(isWanted)
      .reverse();
    const token = query.get("PageToken");
    const after = token === null ? -1 : matching.findIndex(({ sid }) => `PA${sid}` === token);
    if (token !== null && after === -1) return twilioError(400, "20001", "PageToken is not known");
    const start = after + 1;
    const page = matching.slice(start, start + pageSize);
    const pageNumber = Number(query.get("Page") ?? 0);
    const pageUri = (number: number, pageToken: string | null): string => {
      const wanted = new URLSearchParams([...query].filter(([key]) => filters.includes(key)));
      wanted.set("PageSize", String(pageSize));
      wanted.set("Page", String(number));
      if (pageToken !== null) wanted.set("PageToken", pageToken);
      return `${path}?${wanted}`;
    };
    const last = page.at(-1);
    const more = last !== undefined && start + page.length < matching.length;
    return ok({
      end: Math.max(start + page.length - 1, 0),
      first_page_uri: pageUri(0, null),
      messages: page.map(messageResource),
      next_page_uri: more ? pageUri(pageNumber + 1, `PA${last.sid}`) : null,
      page: pageNumber,
      page_size: pageSize,
      previous_page_uri: null,
      start,
      uri: `${path}?${query}`,
    });
  }),
});
