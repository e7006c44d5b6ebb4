import { test } from "uvu";
import * as assert from "uvu/assert";
import { captured } from "../helpers/captures";
import { arn, channelNames, inputsByName, inputsOf, parsed, policyOf, queueUrl, tlsOnly } from "../helpers/declared";

const DAY_SECONDS = 86_400;

const stacks = [
  { capture: "dev", stack: "dev", visibility: 900, days: 4, dlqDays: 14, receives: 5 },
  { capture: "prod", stack: "prod", visibility: 900, days: 4, dlqDays: 14, receives: 5 },
  { capture: "changed", stack: "dev", visibility: 700, days: 5, dlqDays: 7, receives: 3 },
] as const;

const owners = [...channelNames, "replies", "events"];

type Expected = (typeof stacks)[number];

const queueOf = (channel: string, { stack, visibility, days, receives }: ReturnType<typeof asOf>) => ({
  name: `ai-multi-comms-${channel}-queue-${stack}`,
  visibilityTimeoutSeconds: visibility,
  messageRetentionSeconds: days * DAY_SECONDS,
  maxMessageSize: 262_144,
  sqsManagedSseEnabled: true,
  redrivePolicy: JSON.stringify({
    deadLetterTargetArn: arn("sqs", `ai-multi-comms-${channel}-dlq-${stack}`),
    maxReceiveCount: receives,
  }),
});

const deadLettersOf = (channel: string, { stack, dlqDays }: Expected) => ({
  name: `ai-multi-comms-${channel}-dlq-${stack}`,
  messageRetentionSeconds: dlqDays * DAY_SECONDS,
  maxMessageSize: 262_144,
  sqsManagedSseEnabled: true,
});

/** An event has a receive for each of its tries, whatever other messages have. */
const asOf = (owner: string, expected: Expected) =>
  owner === "events" ? { ...expected, visibility: 360, days: 4, receives: 9 } : expected;

for (const expected of stacks) {
  test(`gives every channel, what people write back, and what projects are told a queue and a dead-letter queue: ${expected.capture}`, async () => {
    assert.equal(
      inputsByName(await captured(expected.capture), "sqs/queue:Queue"),
      Object.fromEntries(
        owners.flatMap((channel) => [
          [channel, queueOf(channel, asOf(channel, expected))],
          [`${channel}-dlq`, deadLettersOf(channel, expected)],
        ]),
      ),
    );
  });
}

for (const channel of owners) {
  const names = { queue: `ai-multi-comms-${channel}-queue-dev`, deadLetters: `ai-multi-comms-${channel}-dlq-dev` };

  test(`lets only the ${channel} queue redrive to its dead letters`, async () => {
    assert.equal(inputsOf(await captured("dev"), "sqs/redriveAllowPolicy:RedriveAllowPolicy", channel), {
      queueUrl: queueUrl(names.deadLetters),
      redriveAllowPolicy: JSON.stringify({
        redrivePermission: "byQueue",
        sourceQueueArns: [arn("sqs", names.queue)],
      }),
    });
  });

  test(`denies everything but TLS on the ${channel} queue and its dead letters`, async () => {
    const run = await captured("dev");
    const declared = (name: string) => {
      const { queueUrl: url, policy } = inputsOf(run, "sqs/queuePolicy:QueuePolicy", name);
      return [url, parsed(policy)];
    };
    const denying = (queue: string) => [queueUrl(queue), policyOf(tlsOnly("sqs", arn("sqs", queue)))];

    assert.equal(declared(channel), denying(names.queue));
    assert.equal(declared(`${channel}-dlq`), denying(names.deadLetters));
  });
}
