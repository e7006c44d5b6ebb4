import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fromAttributes } from "../../../runtime/codec/attribute-value";
import type { RegisteredResource, RunResult } from "../../../tools/engine/program/deployment";
import { captured } from "../helpers/captures";
import { allOf, assertNone, inputsByName, inputsOf, oneOf, parsed } from "../helpers/declared";
import { fullProject, sampleProject, smallProject } from "../helpers/sample-project";

const test = suite("project");

const NAME = "ci-aaa-001-pi-aaa-001";
/** The project that is removed in the end. */
const GONE = "ci-bbb-002-pi-bbb-001";

const itemOf = (run: RunResult, name = NAME) => inputsOf(run, "dynamodb/tableItem:TableItem", name);
const recordOf = (run: RunResult, name = NAME) =>
  fromAttributes(parsed(itemOf(run, name).item) as Record<string, AttributeValue>);

const aiConfig = (channel: "whatsapp" | "sms" | "email", stack: string) => ({
  api_key_reference: `ai-multi-comms/openai-api-key/${channel}-${stack}`,
  template_sender: sampleProject.channels[channel].assistant,
});

const credentials = (channel: string, carrier: string, stack: string) =>
  `ai-multi-comms/${channel}-credentials/ci-aaa-001/pi-aaa-001/${carrier}-${stack}`;

for (const stack of ["dev", "prod"] as const) {
  test(`writes the project's record, with the id of its key, in ${stack}`, async () => {
    const run = await captured(stack);

    const { item: _, ...place } = itemOf(run);

    assert.equal(place, {
      tableName: `ai-multi-comms-company-data-${stack}`,
      hashKey: "company_id",
      rangeKey: "project_id",
    });
    assert.equal(recordOf(run), {
      company_id: "ci-aaa-001",
      project_id: "PI_aaa.001",
      company_name: "Ashgrove Care",
      project_name: "Healthcare recruitment",
      api_key_reference: [oneOf(run, "apigateway/apiKey:ApiKey", `${NAME}--1`).id],
      desk_key_reference: [],
      allowed_channels: ["whatsapp", "sms", "email"],
      project_status: "active",
      rate_limits: sampleProject.rate_limits,
      company_rep: sampleProject.company_rep,
      auto_queue_initial_message: false,
      auto_queue_initial_message_from_number: [],
      auto_queue_initial_message_from_email: [],
      auto_queue_reply_message: false,
      auto_queue_reply_message_from_number: [],
      auto_queue_reply_message_from_email: [],
      ai_config: {
        openai_config: {
          whatsapp: aiConfig("whatsapp", stack),
          sms: aiConfig("sms", stack),
          email: aiConfig("email", stack),
        },
      },
      channel_config: {
        whatsapp: {
          company_whatsapp_number: "+447400000001",
          whatsapp_credentials_id: credentials("whatsapp", "twilio", stack),
        },
        sms: {
          company_sms_number: "+447400000002",
          sms_credentials_id: credentials("sms", "twilio", stack),
          simulate: true,
        },
        email: {
          company_email: "jobs@ashgrove.example",
          default_subject_line: "Your application",
          email_from_name: "Ashgrove Care",
          unsubscribe_url: "https://ashgrove.example/unsubscribe",
          reply_domain: "replies.ashgrove.example",
          email_credentials_id: credentials("email", "sendgrid", stack),
        },
      },
    });
  });
}

for (const [title, capture, openaiKey, count] of [
  ["the stack's OpenAI keys", "dev", "openai-api-key", 6],
  [
    "OpenAI keys of the project's own, and what signs its events, where its entry says so",
    "twoTenants",
    "openai-api-key/ci-aaa-001/pi-aaa-001",
    7,
  ],
] as const)
  test(`names secrets in the record that exist, ${title} among them`, async () => {
    const run = await captured(capture);
    const record = JSON.stringify(recordOf(run));

    const named = [...record.matchAll(/"(ai-multi-comms\/[^"]+)"/g)].map(([, name]) => name);

    const declared = new Set(allOf(run, "secretsmanager/secret:Secret").map(({ inputs }) => inputs.name));
    assert.is(named.length, count);
    assertNone(named.filter((name) => !declared.has(name)));
    assert.equal(
      named.filter((name) => name?.includes("/openai-api-key/")).sort(),
      ["email", "sms", "whatsapp"].map((channel) => `ai-multi-comms/${openaiKey}/${channel}-dev`),
    );
  });

test("says in the record where the project's events go and what signs them, by a secret that the program makes up", async () => {
  const run = await captured("twoTenants");
  const key = "webhook-secret/ci-aaa-001/pi-aaa-001";
  const { webhook } = recordOf(run);

  assert.equal(webhook, { ...fullProject.webhook, secret_id: `ai-multi-comms/${key}-dev` });
  const version = oneOf(run, "secretsmanager/secretVersion:SecretVersion", key);
  assert.match(String(version.inputs.secretString), /^\{"webhook_secret":"whsec_[A-Za-z0-9+/]{43}="\}$/);
  assert.equal(version.inputs.versionStages, ["AWSCURRENT", "ai-multi-comms-made"]);
  assert.equal([version.ignoreChanges, version.retainOnDelete], [["secretString", "versionStages"], true]);
  assert.equal(allOf(run, "secretsmanager/secret:Secret").filter(({ name }) => name.startsWith("webhook")).length, 1);
  assert.is(recordOf(await captured("dev")).webhook, undefined);
});

const tags = { "ai-multi-comms:stack": "dev" };
const planOf = (run: RunResult, name: string, throttleSettings: object, limit: number) => ({
  name: `ai-multi-comms-${name}-dev`,
  tags,
  apiStages: [{ apiId: oneOf(run, "apigateway/restApi:RestApi", "api").id, stage: "dev" }],
  throttleSettings,
  quotaSettings: { limit, period: "DAY" },
});
const memberOf = (plan: RegisteredResource, key: RegisteredResource) => ({
  keyId: key.id,
  keyType: "API_KEY",
  usagePlanId: plan.id,
});

test("gives the project a key and a usage plan of the stage with its limits", async () => {
  const run = await captured("dev");

  const key = oneOf(run, "apigateway/apiKey:ApiKey", `${NAME}--1`);
  const plan = oneOf(run, "apigateway/usagePlan:UsagePlan", NAME);

  assert.equal(key.inputs, { name: `ai-multi-comms-${NAME}--1-dev`, description: "ci-aaa-001 PI_aaa.001 1", tags });
  assert.equal(plan.inputs, planOf(run, NAME, { rateLimit: 1.5, burstLimit: 90 }, 5_000));
  const membership = oneOf(run, "apigateway/usagePlanKey:UsagePlanKey", `${NAME}--1`);
  assert.equal(membership.inputs, memberOf(plan, key));
  assert.equal(
    [key, membership].map((one) => one.additionalSecretOutputs),
    [["value"], ["value"]],
  );
});

test("gives each label a key of its own under the project's plan, all of them in its record by their use", async () => {
  const run = await captured("twoTenants");
  const plan = oneOf(run, "apigateway/usagePlan:UsagePlan", NAME);
  const labelled = [
    ["client", "1", "1"],
    ["client", "2026-11", "2026-11"],
    ["desk", "1", "desk-1"],
  ] as const;
  const keys = labelled.map(([, , name]) => oneOf(run, "apigateway/apiKey:ApiKey", `${NAME}--${name}`));
  const ids = { company_id: "ci-aaa-001", project_id: "PI_aaa.001" };
  const expected = keys.map(({ id, state }, at) => {
    const [use, label] = labelled[at] ?? [];
    return { ...ids, use, label, id, value: state.value };
  });

  const members = Object.entries(inputsByName(run, "apigateway/usagePlanKey:UsagePlanKey"))
    .filter(([, inputs]) => inputs.usagePlanId === plan.id)
    .toSorted();
  assert.equal(members, keys.map((key) => [key.name, memberOf(plan, key)]).toSorted());
  assert.equal(recordOf(run).api_key_reference, [keys[0]?.id, keys[1]?.id]);
  assert.equal(recordOf(run).desk_key_reference, [keys[2]?.id]);
  assert.equal((run.outputs.apiKeys as readonly object[]).slice(0, 3), expected);
});

test("writes what an entry may say besides into the record", async () => {
  const record = recordOf(await captured("twoTenants"));

  const { ai_config, conversation_ttl_days, created_at, updated_at } = record;
  assert.equal([conversation_ttl_days, created_at, updated_at], [90, fullProject.created_at, fullProject.updated_at]);
  assert.equal(
    Object.entries(record).filter(([name]) => /^auto_queue|_keywords$/.test(name)),
    Object.entries(fullProject).filter(([name]) => /^auto_queue|_keywords$/.test(name)),
  );
  assert.is(Object(record.channel_config).email.reply_domain, fullProject.channels.email.reply_domain);
  assert.equal(Object(ai_config).openai_config.sms.replies, fullProject.channels.sms.replies);
});

test("lets the projects of a tier share its usage plan, whose limits stand in their records", async () => {
  const run = await captured("twoTenants");
  const plan = oneOf(run, "apigateway/usagePlan:UsagePlan", "tier--standard");

  const plans = inputsByName(run, "apigateway/usagePlan:UsagePlan");
  assert.equal(Object.keys(plans).sort(), [NAME, "tier--large", "tier--standard"]);
  assert.equal(plan.inputs, planOf(run, "tier--standard", { rateLimit: 2, burstLimit: 120 }, 9_000));
  assert.equal(plans["tier--large"]?.throttleSettings, { rateLimit: 10, burstLimit: 600 });
  assert.equal(plans[NAME]?.throttleSettings, { rateLimit: 1.5, burstLimit: 90 });
  const membership = oneOf(run, "apigateway/usagePlanKey:UsagePlanKey", `${GONE}--1`);
  assert.equal([membership.inputs.usagePlanId, membership.deleteBeforeReplace], [plan.id, true]);
  assert.equal(recordOf(run, GONE).rate_limits, { requests_per_minute: 120, requests_per_day: 9_000 });
});

test("needs neither limits nor more than one channel, and has what the other plans leave of the stage", async () => {
  const run = await captured("changed");

  const { allowed_channels, rate_limits, company_rep, channel_config } = recordOf(run, GONE);
  const { throttleSettings, quotaSettings } = inputsOf(run, "apigateway/usagePlan:UsagePlan", GONE);
  const secrets = Object.keys(inputsByName(run, "secretsmanager/secret:Secret"));

  assert.equal([throttleSettings, quotaSettings], [{ rateLimit: 6, burstLimit: 19 }, undefined]);
  assert.equal([allowed_channels, rate_limits, company_rep], [["sms"], {}, {}]);
  assert.equal(channel_config, {
    sms: {
      company_sms_number: smallProject.channels.sms.sender,
      sms_credentials_id: "ai-multi-comms/sms-credentials/ci-bbb-002/pi-bbb-001/twilio-dev",
    },
  });
  const own = secrets.filter((name) => name.includes("/ci-bbb-002/"));
  assert.equal(own, ["sms-credentials/ci-bbb-002/pi-bbb-001/twilio"]);
});

test("declares each sender that people can write to by number, as far as it is caught up with the sweeper's to say", async () => {
  const run = await captured("dev");
  const items = allOf(run, "dynamodb/tableItem:TableItem").filter(({ name }) => name.endsWith("-inbound"));
  assert.equal(
    items.map(({ name, inputs, ignoreChanges }) => [name, inputs.tableName, ignoreChanges]),
    [[`${NAME}-whatsapp-inbound`, "ai-multi-comms-conversations-dev", ["item"]]],
  );
  const { check_bucket, ...item } = fromAttributes(parsed(items[0]?.inputs.item) as Record<string, AttributeValue>);
  assert.match(String(check_bucket), /^d[0-3]$/);
  assert.equal(item, {
    primary_channel: `sender#whatsapp#${sampleProject.channels.whatsapp.sender}`,
    conversation_id: "inbound#ci-aaa-001#PI_aaa.001",
    kind: "sender",
    channel: "whatsapp",
    address: sampleProject.channels.whatsapp.sender,
    of: { company_id: "ci-aaa-001", project_id: "PI_aaa.001" },
    next_check_at: "1970-01-01T00:00:00.000Z",
  });
});

const removed = suite("a removed project");

/** Made at random on every run; changes of it are ignored. */
const MADE_KEY = /(secretVersion:SecretVersion|index:Stash)::((receipt|consent)-key|webhook-secret\/.+)$/;

/** What an engine compares to find changes. */
const declaredBy = async (capture: "twoTenants" | "oneTenantLess") =>
  new Map(
    (await captured(capture)).resources
      .filter(({ urn }) => !MADE_KEY.test(urn))
      .map(({ urn, inputs, secretInputs }) => [urn, { inputs, secretInputs }] as const),
  );

removed("takes its keys, record and secrets with it, and nothing else", async () => {
  const [before, after] = [await declaredBy("twoTenants"), await declaredBy("oneTenantLess")];

  const gone = [...before.keys()].filter((urn) => !after.has(urn)).map((urn) => urn.split(/\$|::/).slice(-2).join(" "));
  assert.equal(gone.sort(), [
    `ai-multi-comms:infra:Project ${GONE}`,
    `aws:apigateway/apiKey:ApiKey ${GONE}--1`,
    `aws:apigateway/usagePlanKey:UsagePlanKey ${GONE}--1`,
    `aws:dynamodb/tableItem:TableItem ${GONE}`,
    `aws:dynamodb/tableItem:TableItem ${GONE}-sms-inbound`,
    "aws:secretsmanager/secret:Secret sms-credentials/ci-bbb-002/pi-bbb-001/twilio",
    gone.find((one) =>
      /^aws:\S+:SecretVersion sms-credentials\/ci-bbb-002\/pi-bbb-001\/twilio--[0-9a-f]{8}$/.test(one),
    ),
  ]);
  assertNone([...after.keys()].filter((urn) => !before.has(urn)));
});

removed("takes the usage plan of its own with it", async () => {
  const plansOf = async (capture: "changed" | "dev") =>
    Object.keys(inputsByName(await captured(capture), "apigateway/usagePlan:UsagePlan")).sort();

  assert.equal(await plansOf("changed"), [NAME, GONE]);
  assert.equal(await plansOf("dev"), [NAME]);
});

removed(
  "leaves everything else as it is: the same declarations, values of secrets included, in whatever order they stand",
  async () => {
    const [before, after] = [await declaredBy("twoTenants"), await declaredBy("oneTenantLess")];

    for (const [urn, declared] of after) assert.equal(declared, before.get(urn), urn);
    assert.ok(after.size > 70);
  },
);

removed("leaves the conversations: their table names no project", async () => {
  const table = inputsOf(await captured("oneTenantLess"), "dynamodb/table:Table", "conversations");

  assert.not.match(JSON.stringify(table), /ci-|pi-/);
});

removed("leaves its secrets restorable for 30 days where the stack's data is protected", async () => {
  const name = "sms-credentials/ci-bbb-002/pi-bbb-001/twilio";
  const secret = inputsOf(await captured("twoTenants"), "secretsmanager/secret:Secret", name);

  assert.is(secret.recoveryWindowInDays, 30);
});
