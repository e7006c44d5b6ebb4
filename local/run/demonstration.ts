import type { Ready } from "./ready";

type Key = Ready["apiKeys"][number];

/** The request of the printed `curl` line, for a demonstration project. */
const demonstrationRequest = ({ company_id, project_id }: Key, requestId: string, at: Date) => ({
  company_data: { company_id, project_id },
  recipient_data: {
    recipient_first_name: "Ada",
    recipient_last_name: "Byron",
    recipient_tel: "+447400123456",
    recipient_email: "ada@example.com",
    comms_consent: true,
  },
  request_data: { request_id: requestId, channel_method: "whatsapp", initial_request_timestamp: at.toISOString() },
  project_data: {
    jobID: "9999",
    jobRole: "Healthcare Assistant",
    clarificationPoints: [{ point: "The CV does not mention a driving licence.", pointConfirmed: "false" }],
  },
});

/** A complete command to paste into a shell: a first message by WhatsApp. */
export const curlLine = ({ apiUrl }: Ready, key: Key, requestId: string, at: Date): string =>
  [
    `curl -s ${apiUrl}/initiate-conversation`,
    `-H 'x-api-key: ${key.value}'`,
    "-H 'content-type: application/json'",
    `-d '${JSON.stringify(demonstrationRequest(key, requestId, at))}'`,
  ].join(" \\\n  ");
