import { wholeNumber } from "../codec/problems";
import type { Operation } from "../server/operation";
import { type MessageStore, messageResource } from "./message";
import type { Authorized } from "./twilio-account";
import { twilioError } from "./twilio-error";

const dayMs = 86_400_000;

type Span = { readonly from: number; readonly until: number };

/** The span of time that a `DateSent` value means: a whole GMT day, or one second. */
const spanOf = (text: string): Span | undefined => {
  const from = Date.parse(text);
  if (Number.isNaN(from)) return undefined;
  return { from, until: from + (/^\d{4}-\d{2}-\d{2}$/.test(text) ? dayMs : 1000) };
};

export type DateSentFilter = (sentAt: number | null) => boolean;

/** Reads `DateSent`, `DateSent<` and `DateSent>` (both inclusive); undefined when one is not a date. A message that was not sent yet has no date, so any filter leaves it out. */
export const parseDateSentFilter = (query: URLSearchParams): DateSentFilter | undefined => {
  const tests: ((sentAt: number) => boolean)[] = [];
  for (const [key, text] of query) {
    if (key !== "DateSent" && key !== "DateSent<" && key !== "DateSent>") continue;
    const span = spanOf(text);
    if (span === undefined) return undefined;
    if (key !== "DateSent<") tests.push((sentAt) => sentAt >= span.from);
    if (key !== "DateSent>") tests.push((sentAt) => sentAt < span.until);
  }
  return (sentAt) => tests.length === 0 || (sentAt !== null && tests.every((test) => test(sentAt)));
};

const defaultPageSize = 50;
const PageSize = wholeNumber(1, 1000);
const filters = ["To", "From", "DateSent", "DateSent<", "DateSent>"];
const known = new Set([...filters, "PageSize", "Page", "PageToken"]);

/** Lists an account's messages, newest first, in pages whose token names the last message shown. */
export const listMessages = (store: MessageStore, authorized: Authorized): Operation => ({
  name: "messages.list",
  method: "GET",
  path: "/2010-04-01/Accounts/:account/Messages.json",
  subject: ({ query }) => ({ to: query.get("To"), from: query.get("From") }),
  handle: authorized(({ path, query }, { sid: accountSid }) => {
    const other = [...query.keys()].find((key) => !known.has(key));
    if (other !== undefined) return twilioError(400, "20001", `The parameter '${other}' is not known`);
    const pageSize = Number(query.get("PageSize") ?? defaultPageSize);
    if (!PageSize.is(pageSize)) return twilioError(400, "20001", "PageSize must be from 1 to 1000");
    const sentThen = parseDateSentFilter(query);
    if (sentThen === undefined) return twilioError(400, "20001", "DateSent must be a date");
    const from = query.get("From");
    const matching = store
      .list(query.get("To"))
      .filter((one) => one.accountSid === accountSid && (from === null || one.from === from) && sentThen(one.sentAt))
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
    return {
      status: 200,
      body: {
        end: Math.max(start + page.length - 1, 0),
        first_page_uri: pageUri(0, null),
        messages: page.map(messageResource),
        next_page_uri: more ? pageUri(pageNumber + 1, `PA${last.sid}`) : null,
        page: pageNumber,
        page_size: pageSize,
        previous_page_uri: null,
        start,
        uri: `${path}?${query}`,
      },
    };
  }),
});

export const fetchMessage = (store: MessageStore, authorized: Authorized): Operation => ({
  name: "messages.fetch",
  method: "GET",
  path: "/2010-04-01/Accounts/:account/Messages/:file",
  handle: authorized(({ params }, { sid: accountSid }) => {
    const message = store.find((params.file ?? "").replace(/\.json$/, ""));
    if (message === undefined || message.accountSid !== accountSid) return twilioError(404, "20404");
    return { status: 200, body: messageResource(message) };
  }),
});
