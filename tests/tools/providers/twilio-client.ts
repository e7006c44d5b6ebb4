import twilio from "twilio";
import RequestClient from "twilio/lib/base/RequestClient";

export const accountSid = `AC${"a".repeat(32)}`;
export const authToken = "test-auth-token";

/** The real SDK, with every host of Twilio's rewritten to the stand-in's origin. */
export const twilioClient = (origin: string, sid = accountSid, token = authToken) => {
  const inner = new RequestClient({ timeout: 1000 });
  const request: RequestClient["request"] = (options) =>
    inner.request({ ...options, uri: options.uri.replace(/^https:\/\/[a-z.]+\.twilio\.com/, origin) });
  const httpClient = Object.assign(Object.create(inner) as RequestClient, { request });
  return twilio(sid, token, { httpClient });
};
