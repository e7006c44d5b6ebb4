import type { JsonObject } from "../../runtime/codec/json-object";
import { deepOverride } from "./deep-override";

export const REQUEST_ID = "550e8400-e29b-41d4-a716-446655440001";

const example = {
  company_data: { company_id: "ci-aaa-001", project_id: "pi-aaa-001" },
  recipient_data: {
    recipient_first_name: "Ada",
    recipient_last_name: "Byron",
    recipient_tel: "+447400123456",
    recipient_email: "ada@example.com",
    comms_consent: true,
  },
  request_data: {
    request_id: REQUEST_ID,
    channel_method: "whatsapp",
    initial_request_timestamp: "2026-11-20T11:45:32.789Z",
  },
  project_data: {
    jobID: "9999",
    jobRole: "Healthcare Assistant",
    clarificationPoints: [{ point: "The CV does not mention a driving licence.", pointConfirmed: "false" }],
  },
};

/** The request of the interface's description; overrides go into its sections, `undefined` leaves a field out. */
export const validBody = (overrides: JsonObject = {}): JsonObject => deepOverride(example, overrides);
