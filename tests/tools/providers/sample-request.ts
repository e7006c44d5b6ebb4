import type { ResponseCreateParamsNonStreaming } from "openai/resources/responses/responses";

export const sampleData = {
  company_name: "Example Care",
  project_name: "Spring hiring",
  company_rep: { company_rep_1: "Sam Jones", company_rep_2: null },
  recipient_data: {
    recipient_first_name: "Ada",
    recipient_last_name: "Byron",
    recipient_tel: "+447400123456",
    comms_consent: true,
  },
  project_data: {
    jobID: "9999",
    jobRole: "Healthcare Assistant",
    clarificationPoints: [
      { point: "The CV does not mention a driving licence.", pointConfirmed: "false" },
      { point: "right to work", pointConfirmed: "false" },
    ],
  },
};

const variables: Readonly<Record<string, string>> = {
  "1": "the recipient's first name",
  "2": "the job role",
  "3": "one short sentence on the first clarification point",
};

export const strictSchema = (wanted: Readonly<Record<string, string>>) => ({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(wanted).map(([name, description]) => [name, { type: "string", description }]),
  ),
  required: Object.keys(wanted),
  additionalProperties: false,
});

export const sampleRequest = (conversation: string | null = null) =>
  ({
    model: "gpt-6-luna",
    instructions: "Fill in the variables.",
    input: `The data:\n<data>\n${JSON.stringify(sampleData)}\n</data>\nThe variables: ${JSON.stringify(variables)}`,
    conversation,
    store: true,
    safety_identifier: "a".repeat(64),
    metadata: { request_id: "r-1" },
    max_output_tokens: 500,
    text: { format: { type: "json_schema", name: "content_variables", strict: true, schema: strictSchema(variables) } },
  }) satisfies ResponseCreateParamsNonStreaming;
