import { join, resolve } from "node:path";
import { QueueDoesNotExist, SQSClient } from "@aws-sdk/client-sqs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { queueDepths } from "../../../tools/console/source/queue-depths";
import { deployedTarget } from "../../../tools/ops/connect/connect";
import { namedStack } from "../../../tools/ops/connect/named-stack";
import { noDeadLetters } from "../../../tools/ops/connect/sqs-dead-letters";
import { runOps } from "../../../tools/ops/run-ops";
import { fakeAws } from "../../helpers/fake-aws";
import { type Ran, runAt, testWrongUsage, type Wrong } from "./operator";

const eraseSomebody = ["erase", "--recipient", "+447400123456", "--reason", "x"];
const erase = [...eraseSomebody, "--company", "ci-aaa-001"];

const wrong: Wrong = {
  "an unknown command": [["mend"], /^unknown command 'mend'/],
  "an unknown option": [["stuck", "--all"], /'--all'/],
  "an option of another command": [["stuck", "--reveal"], /^unknown option '--reveal'/],
  "an option with a slip": [["stuck", "--satck", "local"], /^unknown option '--satck'\n\(Did you mean --stack\?\)/],
  "a ready file for a deployed stack": [["stuck", "--stack", "dev", "--ready", "r.json"], /give one of them/],
  "what --quick does not read": [
    ["stuck", "--quick", "--failed"],
    /^option '--failed' cannot be used with option '--quick'/,
  ],
  "find of nothing": [["find"], /^find what\?/],
  "find since no time": [
    ["find", "--since", "noon"],
    /'--since <time>' argument 'noon' is invalid\. Expected a time such/,
  ],
  "find of a number without its country": [["find", "--recipient", "07400123456"], /^--recipient: expected/],
  "erase of nobody": [["erase", "--reason", "x"], /^required option '--recipient <address>'/],
  "erase of what is no address": [["erase", "--recipient", "Ada", "--reason", "x"], /^--recipient: expected/],
  "erase without a reason": [["erase", "--recipient", "+447400123456"], /^required option '--reason <why>'/],
  "a project without its company": [
    [...eraseSomebody, "--all-companies", "--project", "p"],
    /--project goes with --company/,
  ],
  "erase without a company": [eraseSomebody, /^give one of --company ID and --all-companies/],
  "erase of one company and of all": [[...erase, "--all-companies"], /^give one of --company ID and --all-companies/],
  "a company that is no id": [[...erase, "--company", "a b"], /'--company <id>' argument 'a b' is invalid\. Not an id/],
  "an OpenAI that keys would reach in clear": [
    [...erase, "--stack", "dev", "--openai-url", "http://openai.example"],
    /with https/,
  ],
  "an OpenAI that is no origin": [[...erase, "--stack", "dev", "--openai-url", "x"], /'--openai-url <origin>'/],
  "show without an id": [["show"], /^missing required argument 'id'/],
  "settle without an outcome": [["settle", "a#b#c#d", "--reason", "x"], /^missing required argument 'outcome'/],
  "settle with another outcome": [["settle", "a#b#c#d", "lost", "--reason", "x"], /sent, resend, failed/],
  "settle without a reason": [["settle", "a#b#c#d", "sent", "--reason", " "], /^option '--reason <why>'/],
  "resume without a reason": [["resume", "a#b#c#d"], /^required option '--reason <mended>'/],
  "reopen without a reason": [["reopen", "a#b#c#d"], /^required option '--reason <mended>'/],
  "a message id for what was not sent": [
    ["settle", "a#b#c#d", "failed", "--reason", "x", "--message-id", "SM1"],
    /goes with sent only/,
  ],
  "redrive of no queue": [["redrive", "fax"], /Allowed choices are whatsapp, sms, email, replies, events/],
  "failed conversations among what people wrote": [
    ["redrive", "replies", "--remove-failed"],
    /^--remove-failed goes with a channel\nnpm run ops -- redrive --help tells more$/,
  ],
  "a project of nobody": [["redrive", "events", "--project", "pi-1"], /^--project goes with --company\n/],
  "a company's messages": [["redrive", "sms", "--company", "ci-1"], /^--company goes with events\n/],
  "a limit of nothing": [
    ["redrive", "sms", "--limit", "0"],
    /'--limit <n>' argument '0' is invalid\. Expected a whole number from 1/,
  ],
};

const run = (argv: readonly string[]): Promise<Ran> => runAt((terminal) => runOps(argv, terminal));

testWrongUsage(test, wrong, run);

test("every command has help, and so have they all together", async () => {
  const commands = ["status", "stuck", "find", "show", "settle", "redrive", "resume", "reopen", "erase"];
  for (const command of commands) {
    const { code, text } = await run([command, "--help"]);
    assert.is(code, 0);
    assert.match(text, new RegExp(`npm run ops -- ${command}`));
  }
  const { code, text } = await run(["--help"]);
  assert.is(code, 0);
  assert.match(text, new RegExp(commands.join("[^]*")));
});

test("an engine that does not run is said not to", async () => {
  const { code, text } = await run(["stuck", "--ready", "/nowhere/ready.json"]);
  assert.is(code, 1);
  assert.match(text, /is the engine running \(npm start -- --ready \/nowhere\/ready\.json\)\?/);
});

test("a stack of an earlier version, which takes no replies and tells nothing, is found all the same", async () => {
  const { client } = fakeAws(SQSClient, {
    GetQueueUrlCommand: ({ QueueName }) => {
      if (!/replies|events/.test(String(QueueName))) return { QueueUrl: `https://sqs.example/1/${QueueName}` };
      throw new QueueDoesNotExist({ message: "no", $metadata: {} });
    },
    GetQueueAttributesCommand: () => ({ Attributes: { ApproximateNumberOfMessages: "1" } }),
  });
  const target = await deployedTarget("earlier", client);
  const { sms, replies, events } = await queueDepths(client, target);
  assert.equal([target.repliesQueue, target.eventsQueue], [null, null]);
  assert.equal([sms.deadLetters, replies.deadLetters, events.deadLetters], [1, 0, 0]);
  assert.equal([await noDeadLetters.count(), await noDeadLetters.receive(1)], [0, []]);
});

test("the engine of this folder needs no file to be named", () => {
  const folder = resolve(__dirname, "../../..");
  const { stack, ready } = namedStack({ stack: "local" }, folder);
  assert.equal([stack, ready], ["local", join(folder, ".local/ready.json")]);
  assert.equal(namedStack({ stack: "local", ready: "r.json" }, folder).ready, "r.json");
  const region = "eu-west-1";
  assert.equal(namedStack({ stack: "anywhere", region }, folder), { stack: "anywhere", ready: undefined, region });
});
