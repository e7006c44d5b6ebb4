/** The project with simulated carriers by which a stack is tried, and the addresses of the nobody who gets its messages. */
export const smokeProject = {
  company_id: "ci-smoke",
  project_id: "pi-smoke",
  /** Ofcom keeps +44 7700 900000 to 900999 for fiction. */
  telPrefix: "+447700900",
  emailPrefix: "trial-",
  emailSuffix: "@example.com",
} as const;
