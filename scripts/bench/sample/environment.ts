/** What the functions read of their environment, with every service at one address. */
export const environment = (standInUrl: string): Readonly<Record<string, string>> => ({
  AWS_REGION: "eu-north-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL: standInUrl,
  COMPANY_TABLE: "companies",
  CONVERSATIONS_TABLE: "conversations",
  QUEUE_URL: `${standInUrl}/000000000000/queue`,
  WHATSAPP_QUEUE_URL: `${standInUrl}/000000000000/queue`,
  RECEIPTS_URL: `${standInUrl}/receipts`,
  METRIC_NAMESPACE: "bench",
});
