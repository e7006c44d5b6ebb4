import { type Answer, defaultErrorText } from "../server/operation";

/** Twilio's error dictionary, as far as the stand-in uses it: https://www.twilio.com/docs/api/errors */
const messages: Readonly<Record<string, string>> = {
  "20003": "Authenticate",
  "20404": "The requested resource was not found",
  "20429": "Too Many Requests",
  "21211": "Invalid 'To' Phone Number",
  "21212": "Invalid 'From' Phone Number",
  "21266": "'To' and 'From' number cannot be the same",
  "21408": "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  "21603": "A 'From' phone number is required",
  "21604": "A 'To' phone number is required",
  "21606": "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination",
  "21608": "The number is unverified. Trial accounts cannot send messages to unverified numbers",
  "21609": "The 'StatusCallback' URL is not a valid URL",
  "21610": "Attempt to send to unsubscribed recipient",
  "21611": "This 'From' number has exceeded the maximum number of queued messages",
  "21617": "The concatenated message body exceeds the 1600 character limit",
  "21619": "A text message body or media urls must be specified",
  "21635": "'To' number cannot be a landline",
  "21655": "The ContentSid is Invalid",
  "21656": "The ContentVariables Parameter is invalid",
  "21910": "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
  "63007": "Twilio could not find a Channel with the specified 'From' address",
  "63016": "Failed to send freeform message because you are outside the allowed window. Please use a template",
};

const codeOfStatus: Readonly<Record<number, number>> = {
  401: 20003,
  404: 20404,
  405: 20004,
  429: 20429,
  500: 20500,
  503: 20503,
};

/** An error answer in Twilio's shape. */
export const twilioError = (status: number, code: string | null, message?: string): Answer => {
  const number = code === null ? (codeOfStatus[status] ?? 20001) : Number(code);
  return {
    status,
    body: {
      code: number,
      message: message ?? messages[String(number)] ?? defaultErrorText(status),
      more_info: `https://www.twilio.com/docs/errors/${number}`,
      status,
    },
  };
};
