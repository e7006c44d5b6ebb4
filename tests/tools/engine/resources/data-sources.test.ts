import { test } from "uvu";
import * as assert from "uvu/assert";
import { answerLocally } from "../../../../tools/engine/resources/data-sources";
import { refusalOf } from "./local-cloud";

test("answers who and where the program is", async () => {
  const identity = await answerLocally({}, "aws:index/getCallerIdentity:getCallerIdentity");
  const region = await answerLocally({}, "aws:index/getRegion:getRegion");
  const partition = await answerLocally({}, "aws:index/getPartition:getPartition");

  assert.equal([identity.accountId, region.name, partition.partition], ["000000000000", "eu-north-1", "aws"]);
});

test("refuses what it cannot answer by name", async () => {
  assert.is(
    await refusalOf(answerLocally({}, "aws:ec2/getAmi:getAmi")),
    "the program asks AWS for aws:ec2/getAmi:getAmi, a function that the engine of this checkout does not have",
  );
});
