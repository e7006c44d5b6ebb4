import { credentialsKey, secretName } from "../../infra/names";
import { signedRequest } from "../../tools/providers/twilio/signed-request";
import type { Journey } from "./shared-journey";

export const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

export const secretOf = (journey: Journey, key: string): string =>
  journey.services.cloud.secrets.current(secretName(key, "local")) ?? "";

/** The address that the stack tells for the demonstration project's number, and what Twilio signs with there. */
const senderOf = (journey: Journey) => {
  const found = journey.ready.inboundAddresses.find(
    ({ company_id, project_id, channel }) =>
      channel === "sms" && company_id === project.company_id && project_id === project.project_id,
  );
  const { twilio_account_sid: account, twilio_auth_token: token } = JSON.parse(
    secretOf(journey, credentialsKey("sms", project)),
  );
  return { address: found?.address ?? "", url: found?.url ?? "", account: String(account), token: String(token) };
};

let messages = 0;

/** Posts a message as Twilio does, from a person of its own. */
export const write = async (journey: Journey, Body: string, signedWith?: string) => {
  const { address, url, account, token } = senderOf(journey);
  messages += 1;
  const id = String(messages).padStart(4, "0");
  const parameters = { AccountSid: account, MessageSid: `SMinbound${id}`, From: `+44740055${id}`, To: address, Body };
  const { webhook } = signedRequest(signedWith ?? token, url, parameters);
  const answer = await fetch(webhook.url, { method: "POST", headers: webhook.headers, body: String(webhook.body) });
  return { from: parameters.From, sid: parameters.MessageSid, status: answer.status, text: await answer.text() };
};
