import { wholeNumber } from "../codec/problems";
import { type Operation, ok } from "../server/operation";
import { addressesIn, type Messages, messageResource } from "./message";
import type { Authorized } from "./twilio-account";
import { twilioError } from "./twilio-error";

const defaultPageSize = 50;
const PageSize = wholeNumber(1, 1000);
// Without `DateSent`, which a message has only once it is sent.
const filters = ["To", "From"];
const known = new Set([...filters, "PageSize", "Page", "PageToken"]);

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
    const matching = [...messages.values()]
      .filter((one) => one.accountSid === accountSid && one.to === (to ?? one.to) && one.from === (from ?? one.from))
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
