import { type Operation, ok } from "../server/operation";
import { type Messages, rfc2822, type StoredMedia } from "./message";
import type { Authorized } from "./twilio-account";
import { twilioError } from "./twilio-error";

const path = "/2010-04-01/Accounts/:account/Messages/:message/Media";

/** The files of messages that came in: their list, and each of them, to who shows the account's token. */
export const mediaOperations = (messages: Messages, authorized: Authorized): readonly Operation[] => {
  const filesOf = (sid: string | undefined, account: string): readonly StoredMedia[] => {
    const message = messages.get(sid ?? "");
    return message?.accountSid === account ? message.media : [];
  };
  return [
    {
      name: "media.list",
      method: "GET",
      path: `${path}.json`,
      handle: authorized(({ params: { message }, path: uri }, { sid: account }) => {
        const at = rfc2822(messages.get(message ?? "")?.createdAt ?? 0);
        return ok({
          media_list: filesOf(message, account).map(({ sid, contentType }) => ({
            sid,
            account_sid: account,
            parent_sid: message,
            content_type: contentType,
            date_created: at,
            date_updated: at,
            uri: uri.replace(/\.json$/, `/${sid}.json`),
          })),
          page: 0,
          page_size: 50,
          start: 0,
          end: 0,
          uri,
          first_page_uri: uri,
          next_page_uri: null,
          previous_page_uri: null,
        });
      }),
    },
    {
      name: "media.fetch",
      method: "GET",
      path: `${path}/:media`,
      handle: authorized(({ params: { message, media } }, { sid: account }) => {
        const file = filesOf(message, account).find(({ sid }) => sid === media);
        return file === undefined
          ? twilioError(404, "20404")
          : { status: 200, headers: { "content-type": file.contentType }, body: file.bytes };
      }),
    },
  ];
};
