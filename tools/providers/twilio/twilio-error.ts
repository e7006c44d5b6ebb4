import { vocabularies } from "../injected-faults/vocabulary";
import { type Answer, defaultErrorText } from "../server/operation";

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
      message: message ?? vocabularies.twilio.codes[number]?.message ?? defaultErrorText(status),
      more_info: `https://www.twilio.com/docs/errors/${number}`,
      status,
    },
  };
};
