import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import type { Channel } from "../../runtime/request/request";
import type { Journey } from "./engines";
import { eventually, eventuallyTrue } from "./eventually";

const countedAttributes = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

/** Messages in one queue, hidden and delayed ones counted. */
export const countAt = async ({ sqs }: Journey, QueueUrl: string): Promise<number> => {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return countedAttributes.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
};

/** What `counts` gives of a channel of which nothing is left. */
export const empty = { queue: 0, deadLetters: 0 };

/** Messages in a channel's queue and dead-letter queue, hidden and delayed ones counted. */
export const counts = async (journey: Journey, channel: Channel) => {
  const { url, dlqUrl } = journey.ready.queues[channel];
  return { queue: await countAt(journey, url), deadLetters: await countAt(journey, dlqUrl) };
};

/** Waits until nothing is left in any queue that feeds a function. */
export const untilQuiet = (journey: Journey): Promise<true> =>
  eventuallyTrue("all queues are empty", async () => {
    const urls = Object.values(journey.ready.queues).map(({ url }) => url);
    const left = await Promise.all(urls.map((url) => countAt(journey, url)));
    return left.every((count) => count === 0);
  });

/** The dead letter that contains a text, received but not deleted. */
export const deadLetterWith = (journey: Journey, channel: Channel, text: string): Promise<Message> =>
  eventually(`a dead letter of ${channel} with ${text}`, async () => {
    const { Messages = [] } = await journey.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: journey.ready.queues[channel].dlqUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    return Messages.find(({ Body = "" }) => Body.includes(text));
  });

export const removeDeadLetter = async (
  journey: Journey,
  channel: Channel,
  { ReceiptHandle }: Message,
): Promise<void> => {
  await journey.sqs.send(new DeleteMessageCommand({ QueueUrl: journey.ready.queues[channel].dlqUrl, ReceiptHandle }));
};

/** Sends a dead letter once more to the queue that it came from. */
export const redrive = async (journey: Journey, channel: Channel, deadLetter: Message): Promise<void> => {
  await journey.sqs.send(
    new SendMessageCommand({
      QueueUrl: journey.ready.queues[channel].url,
      MessageBody: deadLetter.Body,
      MessageAttributes: deadLetter.MessageAttributes,
    }),
  );
  await removeDeadLetter(journey, channel, deadLetter);
};

/** The queue messages that the router sends while `act` runs. */
export const queuedDuring = async ({ refuse }: Journey, act: () => Promise<void>): Promise<readonly string[]> => {
  const queued: string[] = [];
  const end = refuse(
    ({ operation, body }) => {
      if (operation.startsWith("SendMessage")) queued.push(body);
      return false;
    },
    { status: 500, type: "Never" },
  );
  await act();
  end();
  return queued;
};
