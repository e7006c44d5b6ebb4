import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Setting } from "../../../infra/config/setting";
import { type SettingKey, settings } from "../../../infra/config/settings";

type Row = {
  readonly fallback: unknown;
  readonly right: readonly (readonly [string, unknown])[];
  readonly wrong: readonly string[];
};

const wrongNumbers = ["", "ten", '"10"', "true", "[10]", "{}", "null", "NaN", "1e999"];

/** Texts that are taken as they are. */
const same = (...texts: readonly string[]): Row["right"] => texts.map((text) => [text, text]);

/** Whole numbers: the limits themselves are right, and what lies beyond them or between two is wrong. */
const whole = (fallback: number | undefined, min: number, max: number): Row => ({
  fallback,
  right: [
    [String(min), min],
    [String(max), max],
  ],
  wrong: [...wrongNumbers, String(min - 1), String(max + 1), `${min}.5`],
});

const decimal = (fallback: number | undefined, min: number, max: number): Row => ({
  fallback,
  right: [
    [String(min), min],
    [String(max), max],
    ["1.25", 1.25],
  ],
  wrong: [...wrongNumbers, String(min - 0.01), String(max + 0.01)],
});

/** What is nothing by default, and taken as it is written. */
const named = (right: string, wrong: readonly string[]): Row => ({ fallback: undefined, right: same(right), wrong });

const flag = (fallback: boolean): Row => ({
  fallback,
  right: [
    ["true", true],
    ["false", false],
  ],
  wrong: ["", "yes", "1", "TRUE", '"true"', "null", "[]"],
});

const origin = (fallback: string): Row => ({
  fallback,
  right: same("http://127.0.0.1:4000", "https://proxy.example.com"),
  wrong: ["", "7", "proxy.example.com", "https://a.example.com/", "https://a.example.com/v1", "ftp://a.example.com"],
});

const oidcProvider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const webAcl = "arn:aws:wafv2:eu-north-1:111122223333:regional/webacl/guard/0a1b2c3d";

const rows: { readonly [K in SettingKey]: Row } = {
  logLevel: {
    fallback: "INFO",
    right: same("DEBUG", "INFO", "WARN", "ERROR"),
    wrong: ["", "info", "TRACE", "7", "[]"],
  },
  corsOrigins: {
    fallback: undefined,
    right: [
      ['["*"]', ["*"]],
      ['["https://a.example.com","http://localhost:3000"]', ["https://a.example.com", "http://localhost:3000"]],
    ],
    wrong: ["", "*", "[]", "{}", "[7]", '["a.example.com"]', '["https://a.example.com/"]', '["https://*.example.com"]'],
  },
  apiThrottleRate: decimal(undefined, 1, 10_000),
  apiThrottleBurst: whole(undefined, 1, 5_000),
  inboundThrottleRate: decimal(500, 1, 10_000),
  inboundThrottleBurst: whole(1_000, 1, 5_000),
  usagePlanQuota: whole(300, 1, 10_000),
  manageApiGatewayAccount: flag(true),
  routerMemoryMb: whole(256, 128, 10_240),
  routerTimeoutSeconds: whole(15, 1, 29),
  routerConcurrency: whole(undefined, 1, 10_000),
  processorMemoryMb: whole(512, 128, 10_240),
  processorTimeoutSeconds: whole(150, 2, 900),
  queueVisibilitySeconds: whole(undefined, 2, 43_200),
  queueMaxReceiveCount: whole(5, 1, 1_000),
  queueRetentionDays: whole(4, 1, 13),
  dlqRetentionDays: whole(14, 2, 14),
  batchSize: whole(10, 1, 10_000),
  batchWindowSeconds: whole(0, 0, 300),
  maximumConcurrency: whole(20, 2, 1_000),
  webhookTimeoutSeconds: whole(15, 1, 30),
  webhookConcurrency: whole(10, 2, 1_000),
  leaseSeconds: whole(undefined, 2, 43_200),
  heartbeatSeconds: whole(undefined, 1, 14_400),
  retryFirstSeconds: decimal(5, 0.1, 900),
  retrySpanSeconds: decimal(1_800, 0.1, 43_200),
  reconcileAfterSeconds: whole(undefined, 1, 86_400),
  catchUpSeconds: whole(300, 0, 86_400),
  sweepSeconds: whole(60, 1, 3_600),
  assistantTimeoutSeconds: decimal(45, 0.1, 600),
  assistantOutputTokens: whole(4_096, 256, 65_536),
  carrierTimeoutSeconds: decimal(15, 0.1, 120),
  logRetentionDays: {
    fallback: 14,
    right: [
      ["1", 1],
      ["3653", 3_653],
    ],
    wrong: [...wrongNumbers, "0", "2", "15", "10000"],
  },
  conversationTtlDays: { ...whole(400, 35, 3_650), right: [...whole(400, 35, 3_650).right, ["none", undefined]] },
  attachmentDays: whole(35, 1, 3_650),
  alertsEmail: named("oncall@example.com", [
    "",
    "oncall",
    "@example.com",
    "oncall@example",
    "on call@example.com",
    "7",
  ]),
  costAlarmPerDay: whole(undefined, 1, 1_000_000_000),
  protectData: flag(true),
  pointInTimeRecovery: flag(false),
  tracing: flag(false),
  wafArn: {
    fallback: undefined,
    right: [...same(webAcl), ["false", undefined]],
    wrong: [
      "",
      "true",
      "guard",
      "arn:aws:wafv2:us-east-1:111122223333:global/webacl/guard/0a1b2c3d",
      "arn:aws:waf::111122223333:webacl/guard",
    ],
  },
  addressRateLimit: whole(undefined, 10, 2_000_000_000),
  openaiUrl: origin("https://api.openai.com"),
  twilioUrl: origin("https://api.twilio.com"),
  sendgridUrl: origin("https://api.sendgrid.com"),
  modelPrices: {
    fallback: {},
    right: [
      ["{}", {}],
      [
        '{ "gpt-6-luna": { "promptPerMillion": 0.5, "completionPerMillion": 0 } }',
        { "gpt-6-luna": { promptPerMillion: 0.5, completionPerMillion: 0 } },
      ],
      // As `pulumi config set --path` leaves it.
      [
        '{ "gpt-6-luna": { "promptPerMillion": "1.5", "completionPerMillion": 4 } }',
        { "gpt-6-luna": { promptPerMillion: 1.5, completionPerMillion: 4 } },
      ],
    ],
    wrong: [
      "",
      "[]",
      "1",
      '{ "gpt-6-luna": 1 }',
      '{ "gpt-6-luna": { "promptPerMillion": 1 } }',
      '{ "gpt-6-luna": { "promptPerMillion": -1, "completionPerMillion": 1 } }',
      '{ "gpt-6-luna": { "promptPerMillion": "one", "completionPerMillion": 1 } }',
      '{ "gpt-6-luna": { "promptPerMillion": 1, "completionPerMillion": 1, "cachedPerMillion": 1 } }',
    ],
  },
  auditTrail: flag(false),
  auditRetentionDays: whole(365, 1, 3_650),
  privateNetwork: { fallback: false, right: [["false", false]], wrong: ["true", "", "1"] },
  githubSubjectPrefix: {
    fallback: undefined,
    right: same("repo:owner/name", "repo:owner@12345/name@67890"),
    wrong: ["", "owner/name", "repo:owner", "repo:owner/*", "repo:owner/name:environment:dev", "repo:a/b/c", "7"],
  },
  githubOidcProviderArn: named(oidcProvider, [
    "",
    "github",
    "arn:aws:iam::111122223333:oidc-provider/example.com",
    `${oidcProvider}/x`,
  ]),
  stateBucket: {
    fallback: undefined,
    right: same("example-pulumi-state", "20261127", "true", "1e3"),
    wrong: ["", "s3://example", "Example", "a", "bucket/path", "*", '"quoted"'],
  },
  stateKmsKeyArn: named("arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666", [
    "",
    "alias/state",
    "arn:aws:kms:eu-north-1:111122223333:alias/state",
    "arn:aws:kms:eu-north-1:111122223333:key/*",
  ]),
};

test("have the contract's keys and one more", () => {
  assert.equal(Object.keys(settings).sort(), Object.keys(rows).sort());
});

for (const [key, { fallback, right, wrong }] of Object.entries(rows) as [SettingKey, Row][]) {
  const setting: Setting<unknown> = settings[key];

  test(`${key} has a default`, () => {
    assert.equal(setting.fallback, fallback);
  });

  test(`${key} takes right values and its own example`, () => {
    assert.equal(
      right.map(([text]) => setting.read(text)),
      right.map(([, value]) => E.right(value)),
    );
    assert.ok(E.isRight(setting.read(setting.example === '""' ? "" : setting.example)));
  });

  test(`${key} refuses wrong types and what is out of its range`, () => {
    const taken = wrong.filter((text) => E.isRight(setting.read(text)));

    assert.equal(taken, []);
  });
}
