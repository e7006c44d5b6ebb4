import { derivedSid, type MessageRecord } from "./message-record";

/** The parameters of a status callback for the message's present status. */
export const receiptParams = (message: MessageRecord): Readonly<Record<string, string>> => ({
  AccountSid: message.accountSid,
  ApiVersion: "2010-04-01",
  From: message.from,
  MessageSid: message.sid,
  MessageStatus: message.status,
  SmsSid: message.sid,
  SmsStatus: message.status,
  To: message.to,
  ...(message.to.startsWith("whatsapp:")
    ? {
        ChannelInstallSid: derivedSid("XE", message.from),
        ChannelPrefix: "whatsapp",
        ChannelToAddress: message.to.replace("whatsapp:", ""),
        StructuredMessage: "false",
      }
    : {}),
  ...(message.errorCode === null ? {} : { ErrorCode: String(message.errorCode) }),
});
