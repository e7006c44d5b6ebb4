import { test } from "uvu";
import * as assert from "uvu/assert";
import type { RegisteredResource, RunResult } from "../../tools/engine/program/deployment";
import { captureProgram, copyProject } from "../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../helpers/temporary-folder";
import { captured } from "./helpers/captures";
import { assertNone, oneOf, queueUrl } from "./helpers/declared";

/** One stack's text with the stack's name taken out wherever it ends a name or is a part of its own. */
const withoutStack = (text: string, stack: string): string =>
  text.replaceAll(new RegExp(`\\b${stack}\\b`, "g"), "STACK");

const shapeOf = ({ resources }: RunResult, stack: string): readonly string[] =>
  resources.map(({ type, name, parent, inputs }) =>
    withoutStack(`${type} ${name} ${parent} ${String(inputs.name)}`, stack),
  );

const ofAuditTrail = ({ parent }: RegisteredResource): boolean => parent.includes("infra:AuditTrail");

test("declare the same resources under the same names in dev and prod, and in prod the audit trail besides", async () => {
  const prodRun = await captured("prod");
  const dev = shapeOf(await captured("dev"), "dev");
  const prod = shapeOf({ ...prodRun, resources: prodRun.resources.filter((one) => !ofAuditTrail(one)) }, "prod");

  assert.ok(dev.length > 70);
  assert.equal(
    prod.filter((shape) => !dev.includes(shape)).map((shape) => shape.split(" ")[0]),
    ["ai-multi-comms:infra:AuditTrail"],
  );
  assertNone(dev.filter((shape) => !prod.includes(shape)));
});

test("run without a complaint", async () => {
  for (const run of [await captured("dev"), await captured("changed")]) {
    assert.equal({ exitCode: run.exitCode, messages: run.messages }, { exitCode: 0, messages: [] });
  }
});

test("warn where the alarms of a protected stack reach nobody", async () => {
  const { exitCode, messages } = await captured("prod");

  const reached = "only whoever has subscribed to the topic ai-multi-comms-alarms-prod";
  const warning = `warning alertsEmail is not set: the alarms of this stack reach ${reached}`;
  assert.equal([exitCode, ...messages.map(({ severity, text }) => `${severity} ${text}`)], [0, warning]);
});

test("run with types that do not hold: they are checked by npm run types, and a deployment starts sooner", async () => {
  const folder = copyProject(temporaryFolder(), 'const level: number = "high";\nexport const shown = level;\n');

  const { exitCode, outputs } = await captureProgram({ stack: "dev", folder });

  assert.equal({ exitCode, outputs }, { exitCode: 0, outputs: { shown: "high" } });
});

test("give every resource that has a name one of this program and stack", async () => {
  const explicit = (await captured("prod")).resources.flatMap(({ inputs }) =>
    typeof inputs.name === "string" && inputs.name !== "permissions" ? [inputs.name] : [],
  );

  const odd = explicit.filter(
    (name) => !/^(\/aws\/(lambda|apigateway)\/)?ai-multi-comms-[a-z0-9-]+-prod$|^ai-multi-comms\/.+-prod$/.test(name),
  );

  assert.ok(explicit.length > 30);
  assert.equal(odd, []);
});

test("make every resource the child of the stack or of a component", async () => {
  const { resources } = await captured("dev");
  const urns = new Set(resources.map(({ urn }) => urn));

  const orphans = resources.filter(({ parent, type }) => type !== "pulumi:pulumi:Stack" && !urns.has(parent));

  assertNone(orphans.map(({ urn }) => urn));
});

test("give what operators and tools need, the keys as secrets", async () => {
  const run = await captured("dev");
  const { id: apiId } = oneOf(run, "apigateway/restApi:RestApi", "api");
  const key = oneOf(run, "apigateway/apiKey:ApiKey", "ci-aaa-001-pi-aaa-001--1");
  const apiUrl = `https://${apiId}.execute-api.eu-north-1.amazonaws.com/dev`;
  const queue = (channel: string) => ({
    url: queueUrl(`ai-multi-comms-${channel}-queue-dev`),
    dlqUrl: queueUrl(`ai-multi-comms-${channel}-dlq-dev`),
  });

  const { webhooks, inboundAddresses, ...outputs } = run.outputs;
  assert.equal(outputs, {
    apiUrl,
    apiId,
    receiptsUrl: `${apiUrl}/receipts`,
    apiKeys: [
      {
        company_id: "ci-aaa-001",
        project_id: "PI_aaa.001",
        use: "client",
        label: "1",
        id: key.id,
        value: key.state.value,
      },
    ],
    tables: { company: "ai-multi-comms-company-data-dev", conversations: "ai-multi-comms-conversations-dev" },
    queueUrls: { whatsapp: queue("whatsapp"), sms: queue("sms"), email: queue("email") },
    repliesQueue: queue("replies"),
    eventsQueue: queue("events"),
    attachmentsBucket: "ai-multi-comms-attachments-000000000000-dev",
    topicArn: "arn:aws:sns:eu-north-1:000000000000:ai-multi-comms-alarms-dev",
    dashboardUrl:
      "https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#dashboards/dashboard/ai-multi-comms-dashboard-dev",
    deploymentRoles: {},
    functionNames: [
      "router",
      "desk",
      "receipts",
      "inbound",
      "replies",
      "whatsapp-processor",
      "sms-processor",
      "email-processor",
      "sweeper",
      "events",
      "webhooks",
    ].map((thing) => `ai-multi-comms-${thing}-dev`),
  });
  const unsealed = (addresses: unknown) =>
    (addresses as readonly { readonly url: string }[]).map(({ url, ...of }) => ({
      ...of,
      url: url.replace(/[^/#]+(?=$|#)/, "…"),
    }));
  assert.equal(unsealed(webhooks), [
    {
      company_id: "ci-aaa-001",
      project_id: "PI_aaa.001",
      sender: "jobs@ashgrove.example",
      url: `${apiUrl}/receipts/sendgrid/…`,
    },
  ]);
  // SMS is simulated there: nobody can write back.
  const of = { company_id: "ci-aaa-001", project_id: "PI_aaa.001" };
  assert.equal(unsealed(inboundAddresses), [
    {
      ...of,
      channel: "whatsapp",
      address: "+447400000001",
      url: `${apiUrl}/inbound/twilio/…#rc=5&rp=all&rt=15000`,
    },
    { ...of, channel: "email", address: "replies.ashgrove.example", url: `${apiUrl}/inbound/sendgrid/…` },
  ]);
  assert.equal([...run.secretOutputs].sort(), ["apiKeys", "inboundAddresses", "webhooks"]);
});

test("let the components' children be found under them", async () => {
  const run = await captured("dev");
  const typesUnder = (component: string): readonly string[] => {
    const parent = run.resources.find(({ urn }) => urn.endsWith(component));
    return run.resources.filter((one) => one.parent === parent?.urn).map(({ type }) => type);
  };

  assert.equal([...typesUnder("infra:ChannelQueue::sms")].sort(), [
    "aws:sqs/queue:Queue",
    "aws:sqs/queue:Queue",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
  ]);
});
