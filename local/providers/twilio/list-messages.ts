import type { Operation } from "../exchange";
import { isWholeNumber } from "../problem";
import type { Authorized } from "./authorized";
import { parseDateSentFilter } from "./date-sent-filter";
import { messageResource } from "./message-record";
import type { MessageStore } from "./message-store";
import { twilioError } from "./twilio-error";

const defaultPageSize = 50;
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
    if (!isWholeNumber(pageSize, 1, 1000)) return twilioError(400, "20001", "PageSize must be from 1 to 1000");
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
