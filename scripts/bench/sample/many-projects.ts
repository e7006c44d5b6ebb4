const assistant = {
  model: "gpt-6-luna",
  instructions: "You write short, friendly messages.",
  content_variables: { "1": "the recipient's first name", "2": "the job role" },
};

/** So many projects as stack config, in JSON; every one of a company of its own. */
export const manyProjects = (count: number): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({
      company_id: `ci-${index}`,
      project_id: "pi-1",
      company_name: `Company ${index}`,
      project_name: "Project",
      rate_limits: { requests_per_minute: 60, max_message_length: 1024 },
      channels: { sms: { sender: "+447400000001", assistant } },
    })),
  );
