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
    refusalOf(answerLocally({ passwordLength: 2 }, "aws:secretsmanager/getRandomPassword:getRandomPassword")),
  ]);

  assert.equal(refusals, [
    "aws:ec2/getAmi:getAmi: the local run cannot answer this data source",
    "getRandomPassword: no characters are left to choose from, or the password is too short for all kinds",
  ]);
});
