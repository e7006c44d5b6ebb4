import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationIn } from "./conversations";
import { type Journey, withJourney } from "./journey-engine";
import { MAX_RECEIVES } from "./journey-options";
import { post } from "./post";
import { deadLetterWith, removeDeadLetter, untilQuiet } from "./queues";
import { newRequest, type Request } from "./requests";

const test = suite("a poison message");
const engine = withJourney(test);

/** The queue message of a request, kept from the queue on its way there. */
const messageOf = async ({ aws, ready }: Journey, { body }: Request): Promise<string> => {
  const messages: string[] = [];
  const letThrough = aws.refuse(
    (call) => {
      if (call.operation === "SendMessage") messages.push(JSON.parse(call.body).MessageBody);
      return call.operation === "SendMessage";
    },
    { status: 400, type: "AccessDeniedException" },
  );
  await post(ready, body);
  letThrough();
  return messages[0] ?? "";
};

type Line = { readonly requestId: string; readonly message: Readonly<Record<string, unknown>> };

const linesAbout = ({ heard }: Journey, from: number, event: string): readonly Line[] =>
  heard.lines
    .slice(from)
    .map(({ line }) => JSON.parse(line))
    .filter(({ message }) => message?.event === event);

for (const [what, poison] of [
  ["is not JSON", "poison, not JSON"],
  ["is no context object", '{"poison":["no","context"]}'],
] as const)
  test(`that ${what} reaches the dead letters after all receives, and the others of its batch are sent`, async () => {
    const journey = await engine();
    const requests = [newRequest("sms"), newRequest("sms")] as const;
    const [first, second] = [await messageOf(journey, requests[0]), await messageOf(journey, requests[1])];
    const from = journey.heard.lines.length;

    await journey.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: journey.ready.queues.sms.url,
        Entries: [first, poison, second].map((MessageBody, at) => ({ Id: String(at), MessageBody })),
      }),
    );

    const deadLetter = await deadLetterWith(journey, "sms", poison);
    for (const request of requests) await conversationIn(journey, request, "initial_message_sent");
    await untilQuiet(journey);
    assert.is(deadLetter.Body, poison);
    const refused = linesAbout(journey, from, "not_processed");
    const sent = linesAbout(journey, from, "message_sent");
    assert.equal(
      refused.map(({ message }) => [message.status, message.attempt]),
      Array.from({ length: MAX_RECEIVES }, (_, at) => ["Malformed", at + 1]),
    );
    assert.equal(
      sent.map(({ requestId }) => requestId),
      [refused[0]?.requestId, refused[0]?.requestId],
      "one invocation had all three",
    );
    for (const { recipient } of requests) assert.is(journey.providers.ledger.sends(recipient).length, 1);
    await removeDeadLetter(journey, "sms", deadLetter);
  });

test.run();
