/** The variables that tell a test which stack to try; AWS's own ones (AWS_REGION, credentials, AWS_ENDPOINT_URL_…) come on top. */
export const environmentNames = {
  apiUrl: "AI_MULTI_COMMS_API_URL",
  apiKey: "AI_MULTI_COMMS_API_KEY",
  companyId: "AI_MULTI_COMMS_COMPANY_ID",
  projectId: "AI_MULTI_COMMS_PROJECT_ID",
  companyTable: "AI_MULTI_COMMS_COMPANY_TABLE",
  conversationsTable: "AI_MULTI_COMMS_CONVERSATIONS_TABLE",
  whatsappQueue: "AI_MULTI_COMMS_WHATSAPP_QUEUE_URL",
  smsQueue: "AI_MULTI_COMMS_SMS_QUEUE_URL",
  emailQueue: "AI_MULTI_COMMS_EMAIL_QUEUE_URL",
} as const;

export type StackUnderTest = Readonly<Record<keyof typeof environmentNames, string>>;

/** The stack that the environment names, or an error that lists the variables that are missing. */
export const stackUnderTest = (environment: Readonly<Record<string, string | undefined>>): StackUnderTest => {
  const entries = Object.entries(environmentNames);
  const missing = entries.filter(([, variable]) => (environment[variable] ?? "") === "").map(([, name]) => name);
  if (missing.length > 0) {
    throw new Error(
      `Which stack? Not set: ${missing.join(", ")}. npm run test:e2e -- --stack NAME takes them from the stack's outputs.`,
    );
  }
  return Object.fromEntries(entries.map(([field, variable]) => [field, environment[variable]])) as StackUnderTest;
};
