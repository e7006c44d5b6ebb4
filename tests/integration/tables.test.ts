import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fromAttributes } from "../../runtime/adapters/attribute-value";
import { onStack } from "../deployed/trial";

const test = suite("tables");

test(
  "the project's record lets a key act for it and names no value of a secret",
  onStack(async ({ stack, companyRecord }) => {
    const record = await companyRecord();

    const { api_key_reference, project_status } = record;
    assert.is(project_status, "active");
    assert.ok([api_key_reference].flat().length > 0);
    assert.not.ok(JSON.stringify(record).includes(stack.apiKey));
  }),
);

test(
  "a conversation is found by its project and rests outside the sweeper's index",
  onStack(async ({ stack, dynamo, request, post, delivered }) => {
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
  }),
);

test(
  "the guard of a request outlives nothing but its conversation",
  onStack(async ({ request, post, delivered, guard }) => {
    const made = request("sms");
    await post(made.body);

    const record = await delivered(made);

    assert.is((await guard(made))?.ttl, record.ttl);
  }),
);

test.run();
