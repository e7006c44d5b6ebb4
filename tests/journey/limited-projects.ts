const assistant = { model: "gpt-6-luna", instructions: "You write.", content_variables: {} };

const project = (project_id: string, limits: object) => ({
  company_id: "ci-limited",
  project_id,
  company_name: "Company",
  project_name: "Project",
  channels: { sms: { sender: "+447400800300", assistant, simulate: true } },
  ...limits,
});

/** Tiers whose limits are reached at once: one request in a minute, two in a day. */
export const usageTiers = { minute: { requests_per_minute: 1 }, day: { requests_per_day: 2 } };

export const limitedProjects = [
  project("own", { rate_limits: { requests_per_minute: 1 } }),
  project("free", {}),
  project("minute-1", { usage_tier: "minute" }),
  project("minute-2", { usage_tier: "minute" }),
  project("day-1", { usage_tier: "day" }),
  project("day-2", { usage_tier: "day", api_keys: ["1", "2"] }),
];
