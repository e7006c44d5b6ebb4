import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "../../../tools/engine/program/deployment";
import { captureProgram, copyProject } from "../../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { fullProject, sampleProject, smallProject } from "./sample-project";

const withProject = { projects: JSON.stringify([sampleProject]) };

export const SECRET_CANARY = "canary-of-a-token";
export const STATE_KEY = "arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666";
export const WEB_ACL = "arn:aws:wafv2:eu-north-1:111122223333:regional/webacl/guard/0a1b2c3d";

export const OIDC_PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

/** A receipts' key and the one that it takes over from. */
export const RECEIPT_KEYS = { also: "early0".repeat(6), key: "late00".repeat(6) };

const changes = {
  logLevel: "ERROR",
  corsOrigins: '["https://a.example.com","https://b.example.com:8443"]',
  apiThrottleRate: "7.5",
  apiThrottleBurst: "109",
  inboundThrottleRate: "250",
  inboundThrottleBurst: "400",
  manageApiGatewayAccount: "false",
  routerMemoryMb: "512",
  routerTimeoutSeconds: "20",
  routerConcurrency: "50",
  processorMemoryMb: "1024",
  processorTimeoutSeconds: "100",
  queueVisibilitySeconds: "700",
  queueMaxReceiveCount: "3",
  queueRetentionDays: "5",
  dlqRetentionDays: "7",
  batchSize: "100",
  batchWindowSeconds: "2",
  maximumConcurrency: "4",
  webhookConcurrency: "3",
  logRetentionDays: "30",
  alertsEmail: "oncall@example.com",
  attachmentDays: "50",
  protectData: "true",
  pointInTimeRecovery: "true",
  tracing: "true",
  auditTrail: "true",
  auditRetentionDays: "90",
  costAlarmPerDay: "50",
  modelPrices: '{ "gpt-6-luna": { "promptPerMillion": 1, "completionPerMillion": 4 } }',
  wafArn: WEB_ACL,
  projects: JSON.stringify([sampleProject, smallProject]),
  secretValues: JSON.stringify({
    "openai-api-key/whatsapp": { ai_api_key: SECRET_CANARY },
    "sms-credentials/ci-bbb-002/pi-bbb-001/twilio": { twilio_auth_token: SECRET_CANARY },
    "receipt-key": RECEIPT_KEYS,
  }),
};

const tieredProject = { ...smallProject, usage_tier: "standard" };
const tokens = ["twilio_account_sid", "twilio_auth_token"].map((field) => [field, SECRET_CANARY] as const);

/** Tenants of a stack whose data is kept; secrets' fields stand in the order of `fields`. */
const tenants = (projects: readonly unknown[], fields: readonly (readonly [string, string])[]) => ({
  protectData: "true",
  apiThrottleBurst: "390",
  usageTiers: '{"standard":{"requests_per_minute":120,"requests_per_day":9000},"large":{"requests_per_minute":600}}',
  projects: JSON.stringify(projects),
  secretValues: JSON.stringify({
    "sms-credentials/ci-aaa-001/pi-aaa-001/twilio": Object.fromEntries(fields),
    "sms-credentials/ci-bbb-002/pi-bbb-001/twilio": Object.fromEntries(fields),
  }),
});

const GITHUB = { githubSubjectPrefix: "repo:example/ai-multi-comms" };

/** Where the state is, and everything that adds resources. */
const everything = {
  ...GITHUB,
  ...withProject,
  stateBucket: "example-pulumi-state",
  stateKmsKeyArn: STATE_KEY,
  alertsEmail: "oncall@example.com",
  auditTrail: "true",
  tracing: "true",
};

const runs = {
  dev: { stack: "dev", config: withProject },
  prod: { stack: "prod", config: withProject },
  changed: { stack: "dev", config: changes },
  twoTenants: { stack: "dev", config: tenants([fullProject, tieredProject], tokens) },
  oneTenantLess: { stack: "dev", config: tenants([fullProject], tokens.toReversed()) },
  deployedDev: { stack: "dev", config: { ...everything, wafArn: WEB_ACL } },
  deployedProd: {
    stack: "prod",
    config: { ...everything, githubOidcProviderArn: OIDC_PROVIDER, addressRateLimit: "3000" },
  },
} as const;

export type Capture = keyof typeof runs;

let started = false;

/** What the program declares for a stack: as configured and with one project, or with everything changed. The others follow, one after the other. */
export const captured = async (which: Capture): Promise<RunResult> => {
  if (!started) for (const run of Object.values(runs)) captureProgram(run).catch(() => undefined);
  started = true;
  return captureProgram(runs[which]);
};

/** What docs/deployment.md has an operator put into a stack's file. */
export const asDocumented = `secretsprovider: awskms://0a1b2c3d?region=eu-north-1&context_stack=dev
encryptedkey: AQICAHj
config:
  aws:region: eu-north-1
  ai-multi-comms:corsOrigins: ["https://www.example.org"]
  ai-multi-comms:alertsEmail: oncall@example.org
  ai-multi-comms:githubSubjectPrefix: repo:example@1/ai-multi-comms@2
  ai-multi-comms:stateBucket: example-pulumi-state
  ai-multi-comms:stateKmsKeyArn: {secure: v1:a}
  ai-multi-comms:secretValues:
    openai-api-key/whatsapp: {ai_api_key: {secure: v1:b}}
    receipt-key: {key: {secure: v1:c}, also: {secure: v1:d}}
`;

let elsewhere: { readonly folder: string; readonly run: Promise<RunResult> } | undefined;

/** The same as `dev` from another folder, which has a space in its name and an operator's stack file, with every function bundled anew. */
export const capturedElsewhere = () => {
  if (elsewhere === undefined) {
    const folder = join(temporaryFolder(), "a checkout");
    mkdirSync(folder);
    copyProject(folder);
    writeFileSync(join(folder, "Pulumi.dev.yaml"), asDocumented);
    elsewhere = { folder, run: captureProgram({ ...runs.dev, folder, bundlesAnew: true }) };
  }
  return elsewhere;
};
