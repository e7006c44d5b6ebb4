import { suite } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "../helpers/captures";
import { type Call, isAllowed } from "./evaluate-policies";
import { inRegion } from "./needed/need";
import { attachedPolicies } from "./role-policies-of";

const test = suite("trying a stack after its deployment");

const table = inRegion("dynamodb", "table/ai-multi-comms-conversations-dev");
const index = `${table}/index/company-id-project-id-index`;

const on = (resource: string, leadingKey: string, actions: readonly string[]): readonly Call[] =>
  actions.map((action) => ({
    action: `dynamodb:${action}`,
    resource,
    context: { "dynamodb:LeadingKeys": leadingKey },
  }));

const allOf = ["GetItem", "Query", "DeleteItem"];

/** What tests/deployed does with a stack, call by call. */
const trial: readonly Call[] = [
  { action: "dynamodb:GetItem", resource: inRegion("dynamodb", "table/ai-multi-comms-company-data-dev") },
  ...on(table, "+447700900123", allOf),
  ...on(table, "trial-550e8400-e29b-41d4-a716-446655440001@example.com", allOf),
  ...on(table, "request#ci-smoke#pi-smoke", ["GetItem", "DeleteItem"]),
  ...on(index, "ci-smoke", ["Query"]),
  { action: "sqs:SendMessage", resource: inRegion("sqs", "ai-multi-comms-whatsapp-queue-dev") },
  { action: "sqs:GetQueueAttributes", resource: inRegion("sqs", "ai-multi-comms-whatsapp-queue-dev") },
];

/** The same with real people's conversations, and with other stacks. */
const beyond: readonly Call[] = [
  ...on(table, "+447400123456", allOf),
  ...on(table, "ada@example.com", allOf),
  ...on(table, "request#ci-aaa-001#pi-aaa-001", allOf),
  ...on(index, "ci-aaa-001", ["Query"]),
  { action: "dynamodb:Scan", resource: table },
  ...on(inRegion("dynamodb", "table/ai-multi-comms-conversations-prod"), "+447700900123", allOf),
  { action: "sqs:SendMessage", resource: inRegion("sqs", "ai-multi-comms-whatsapp-queue-prod") },
  { action: "sqs:ReceiveMessage", resource: inRegion("sqs", "ai-multi-comms-whatsapp-queue-dev") },
];

test("the deploy role may do all that it takes, with the smoke project's conversations only", async () => {
  const policies = attachedPolicies(await captured("deployedDev"), "deploy");

  assert.equal(
    trial.filter((call) => !isAllowed(policies, call)),
    [],
  );
  assert.equal(
    beyond.filter((call) => isAllowed(policies, call)),
    [],
  );
});

test("the preview and drift roles may do none of it", async () => {
  const run = await captured("deployedDev");
  const written = trial.filter(({ action }) => /:(?:Query|DeleteItem|SendMessage)$/.test(action));

  for (const role of ["preview", "drift"]) {
    const policies = attachedPolicies(run, role);
    assert.equal(
      written.filter((call) => isAllowed(policies, call)),
      [],
    );
  }
});

test.run();
