import { suite } from "uvu";
import * as assert from "uvu/assert";
import { answerLocally } from "../../../../tools/engine/resources/data-sources";
import { refusalOf } from "./local-cloud";

const test = suite("data-sources");

test("answers who and where the program is", async () => {
  const identity = await answerLocally({}, "aws:index/getCallerIdentity:getCallerIdentity");
  const region = await answerLocally({}, "aws:index/getRegion:getRegion");
  const partition = await answerLocally({}, "aws:index/getPartition:getPartition");

  assert.equal([identity.accountId, region.name, partition.partition], ["000000000000", "eu-north-1", "aws"]);
});

test("writes a policy document as AWS's provider does", async () => {
  const { json } = await answerLocally(
    {
      statements: [
        { sid: "Send", actions: ["sqs:SendMessage"], resources: ["arn:a", "arn:b"] },
        {
          ...{ effect: "Deny", notActions: ["s3:Get*"], resources: ["*"] },
          principals: [{ type: "AWS", identifiers: ["arn:one", "arn:two"] }],
          conditions: [
            { test: "StringEquals", variable: "aws:x", values: ["1"] },
            { test: "StringEquals", variable: "aws:y", values: ["2", "3"] },
          ],
        },
        { actions: ["sts:AssumeRole"], principals: [{ type: "*", identifiers: ["*"] }] },
      ],
    },
    "aws:iam/getPolicyDocument:getPolicyDocument",
  );

  assert.equal(JSON.parse(String(json)), {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Send", Effect: "Allow", Action: "sqs:SendMessage", Resource: ["arn:a", "arn:b"] },
      {
        Effect: "Deny",
        NotAction: "s3:Get*",
        Resource: "*",
        Principal: { AWS: ["arn:one", "arn:two"] },
        Condition: { StringEquals: { "aws:x": "1", "aws:y": ["2", "3"] } },
      },
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" },
    ],
  });
});

test("makes passwords of the asked length and kinds, each a different one", async () => {
  const token = "aws:secretsmanager/getRandomPassword:getRandomPassword";
  const ask = async (args: Readonly<Record<string, unknown>>): Promise<string> =>
    String((await answerLocally(args, token)).randomPassword);

  const plain = await ask({ passwordLength: 40, excludePunctuation: true, excludeCharacters: "0Oo" });

  assert.match(plain, /^[1-9A-NP-Za-np-z]{40}$/);
  assert.is((await ask({})).length, 32);
  assert.match(await ask({ passwordLength: 4 }), /[0-9]/);
  assert.is.not(await ask({}), await ask({}));
});

test("refuses what it cannot answer by name", async () => {
  const refusals = await Promise.all([
    refusalOf(answerLocally({}, "aws:ec2/getAmi:getAmi")),
    refusalOf(answerLocally({ sourceJson: "{}" }, "aws:iam/getPolicyDocument:getPolicyDocument")),
    refusalOf(answerLocally({ passwordLength: 2 }, "aws:secretsmanager/getRandomPassword:getRandomPassword")),
  ]);

  assert.equal(refusals, [
    "aws:ec2/getAmi:getAmi: the local run cannot answer this data source",
    "getPolicyDocument: the local run does not support sourceJson",
    "getRandomPassword: no characters are left to choose from, or the password is too short for all kinds",
  ]);
});

test.run();
