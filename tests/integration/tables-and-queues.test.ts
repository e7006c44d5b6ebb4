import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import * as assert from "uvu/assert";
import { fromAttributes } from "../../runtime/codec/attribute-value";
import { type Channel, channels } from "../../runtime/request/request";
import { stackSuite, type Trial } from "../deployed/trial";
import { eventually } from "../journey/eventually";

const test = stackSuite("tables");

test("the project's record lets a key act for it and names no value of a secret", async ({ stack, companyRecord }) => {
  const record = await companyRecord();

  const { api_key_reference, project_status } = record;
  assert.is(project_status, "active");
  assert.ok([api_key_reference].flat().length > 0);
  assert.not.ok(JSON.stringify(record).includes(stack.apiKey));
});

test("a conversation is found by its project and rests outside the sweeper's index", async ({
  stack,
  dynamo,
  request,
  post,
  delivered,
}) => {
  const made = request("email");
  await post(made.body);

  const record = await delivered(made);

  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: stack.conversationsTable,
      IndexName: "company-id-project-id-index",
      KeyConditionExpression: "company_id = :company AND project_id = :project",
      FilterExpression: "request_id = :request",
      ExpressionAttributeValues: {
        ":company": { S: stack.companyId },
        ":project": { S: stack.projectId },
        ":request": { S: made.requestId },
      },
    }),
  );
  assert.equal(
    Items.map(fromAttributes).map(({ conversation_id }) => conversation_id),
    [record.conversation_id],
  );
  assert.equal([record.check_bucket, record.next_check_at], [undefined, undefined]);
});

test("the guard of a request outlives nothing but its conversation", async ({ request, post, delivered, guard }) => {
  const made = request("sms");
  await post(made.body);

  const record = await delivered(made);

  assert.is((await guard(made))?.ttl, record.ttl);
});

const testQueues = stackSuite("queues");

const urlOf = ({ stack }: Trial, channel: Channel): string =>
  ({ whatsapp: stack.whatsappQueue, sms: stack.smsQueue, email: stack.emailQueue })[channel];

const isEmpty = async (trial: Trial, channel: Channel): Promise<boolean> => {
  const { Attributes = {} } = await trial.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: urlOf(trial, channel), AttributeNames: ["All"] }),
  );
  return [Attributes.ApproximateNumberOfMessages, Attributes.ApproximateNumberOfMessagesNotVisible].every(
    (count) => count === "0",
  );
};

for (const channel of channels) {
  testQueues(
    `what ${channel} cannot process goes to its dead letters, and both queues keep their settings`,
    async (trial) => {
      const { Attributes = {} } = await trial.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: urlOf(trial, channel), AttributeNames: ["All"] }),
      );

      const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(Attributes.RedrivePolicy ?? "{}");
      assert.match(String(deadLetterTargetArn), new RegExp(`-${channel}-dlq-`));
      assert.ok(Number(maxReceiveCount) >= 2);
      assert.is(Attributes.MaximumMessageSize, "262144");
    },
  );
}

testQueues("a message of another version is read: unknown fields do no harm", async (trial) => {
  const made = trial.request("whatsapp");
  const company = await trial.companyRecord();
  const sender = String(Object(Object(company.channel_config).whatsapp).company_whatsapp_number).slice(1);
  const { companyId, projectId } = trial.stack;
  const context = {
    frontend_payload: { ...made.body, field_of_a_later_version: true },
    company_data_payload: { ...company, field_of_a_later_version: 1 },
    conversation_data: {
      conversation_id: [companyId, projectId, made.requestId, sender].join("#"),
      conversation_status: "initiated",
    },
    metadata: { router_version: "0.0.0", schema: 1, accepted_at: new Date().toISOString(), later: {} },
  };
  const message = {
    QueueUrl: urlOf(trial, "whatsapp"),
    MessageBody: JSON.stringify(context),
    MessageGroupId: companyId,
  };

  await trial.sqs.send(new SendMessageCommand(message));
  const { messages } = await trial.delivered(made);
  await trial.sqs.send(new SendMessageCommand(message));

  await eventually("the queue is empty", async () => ((await isEmpty(trial, "whatsapp")) ? true : undefined));
  const [record, ...others] = await trial.conversations(made);
  assert.equal([record?.messages, others], [messages, []]);
});
