import type { JsonObject } from "../../../runtime/codec/json-object";
import type { Channel } from "../../../runtime/request/channel";
import type { CompanyData } from "../../../runtime/request/company-data";

/** Recipients of simulated messages, which reach nobody. */
export const simulatedRecipients: Readonly<Record<Channel, string>> = {
  whatsapp: "+447400123456",
  sms: "+447400123456",
  email: "ada@example.com",
};

export type TestRequest = {
  readonly project: CompanyData;
  readonly channel: Channel;
  readonly to: string;
  readonly requestId: string;
  readonly at: Date;
  readonly data: JsonObject;
};

/** The body of a request as a client sends it. */
export const testBody = ({ project, channel, to, requestId, at, data }: TestRequest): JsonObject => ({
  company_data: { company_id: project.company_id, project_id: project.project_id },
  recipient_data: {
    recipient_first_name: "Ada",
    recipient_last_name: "Byron",
    ...(channel === "email" ? { recipient_email: to } : { recipient_tel: to }),
    comms_consent: true,
  },
  request_data: { request_id: requestId, channel_method: channel, initial_request_timestamp: at.toISOString() },
  project_data: data,
});
