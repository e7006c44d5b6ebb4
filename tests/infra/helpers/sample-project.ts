const assistant = {
  model: "gpt-6-luna",
  instructions: "Write for Ashgrove Care.",
  content_variables: { "1": "the recipient's first name" },
};

/** A valid entry of `projects` with all channels. */
export const sampleProject = {
  company_id: "ci-aaa-001",
  project_id: "PI_aaa.001",
  company_name: "Ashgrove Care",
  project_name: "Healthcare recruitment",
  rate_limits: { requests_per_minute: 90, requests_per_day: 5_000, max_message_length: 1_024 },
  company_rep: { company_rep_1: "Grace Hall", company_rep_2: null },
  channels: {
    whatsapp: { sender: "+447400000001", assistant },
    sms: { sender: "+447400000002", assistant, simulate: true },
    email: {
      sender: "jobs@ashgrove.example",
      default_subject_line: "Your application",
      email_from_name: "Ashgrove Care",
      unsubscribe_url: "https://ashgrove.example/unsubscribe",
      reply_domain: "replies.ashgrove.example",
      assistant,
    },
  },
};

/** The same with one channel and nothing optional. */
export const smallProject = {
  company_id: "ci-bbb-002",
  project_id: "pi-bbb-001",
  company_name: "Bridgewater Lettings",
  project_name: "Viewings",
  channels: { sms: { sender: "+447400000004", assistant } },
};

const { whatsapp, sms, email } = sampleProject.channels;
const replies = { model: "gpt-6-luna", instructions: "Answer briefly.", content_variables: {} };

/** A valid entry of `projects` with every field that there is. */
export const fullProject = {
  ...sampleProject,
  project_status: "active",
  api_keys: ["1", "2026-11"],
  desk_keys: ["1"],
  rate_limits: {
    ...sampleProject.rate_limits,
    max_text_length: 2_000,
    max_list_length: 50,
    max_data_bytes: 16_384,
    messages_per_day: 1_000,
    messages_per_recipient_per_day: 3,
    assistant_tokens_per_day: 1_000_000,
    assistant_calls_per_conversation: 10,
    assistant_tokens_per_conversation: 100_000,
  },
  webhook: { url: "https://ashgrove.example/events", events: ["message.sent", "message.received"], content: false },
  opt_out_keywords: ["ARRET", "NE PLUS ÉCRIRE"],
  opt_in_keywords: ["REPRENDRE"],
  own_openai_key: true,
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
    whatsapp: { ...whatsapp, simulate: false, countries: ["GB", "IE", "NO"], replies },
    sms: { ...sms, countries: ["GB"], replies },
    email: { ...email, simulate: true, replies, reply_domain: "replies.ashgrove.example" },
  },
};
