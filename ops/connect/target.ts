import type { Channel } from "../../runtime/request/channel";
import type { QueuePair } from "../dead-letters/sqs-dead-letters";

/** Where a stack's data is. */
export type Target = {
  readonly stack: string;
  readonly conversationsTable: string;
  /** The origin of OpenAI. */
  readonly openaiUrl: string;
  readonly queues: Readonly<Record<Channel, QueuePair>>;
};
