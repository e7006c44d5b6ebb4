import { sampleProject } from "./sample-project";

const { whatsapp, sms, email } = sampleProject.channels;
const replies = { model: "gpt-6-luna", instructions: "Answer briefly.", content_variables: {} };

/** A valid entry of `projects` with every field that there is. */
export const fullProject = {
  ...sampleProject,
  project_status: "active",
  api_keys: ["1", "2026-11"],
  rate_limits: { ...sampleProject.rate_limits, concurrent_conversations: 50 },
  conversation_ttl_days: 90,
  auto_queue_initial_message: true,
  auto_queue_initial_message_from_number: ["+447400000009"],
  auto_queue_initial_message_from_email: ["boss@ashgrove.example"],
  auto_queue_reply_message: true,
  auto_queue_reply_message_from_number: ["+447400000008"],
  auto_queue_reply_message_from_email: ["deputy@ashgrove.example"],
  created_at: "2026-11-20T09:00:00Z",
  updated_at: "2026-11-20T10:00:00Z",
  channels: {
    whatsapp: { ...whatsapp, simulate: false, replies },
    sms: { ...sms, replies },
    email: { ...email, simulate: true, replies },
  },
};
