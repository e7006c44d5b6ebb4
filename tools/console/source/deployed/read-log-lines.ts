import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { functionThings, namesFor } from "../../../../infra/names";
import type { FunctionLine } from "../log-timeline";

/** Lines of one function that are shown; a conversation has some dozens at most. */
const MOST_LINES = 200;

type Span = { readonly from: Date; readonly to: Date };

const linesOf = async (
  client: CloudWatchLogsClient,
  functionName: string,
  filterPattern: string,
  { from, to }: Span,
): Promise<readonly FunctionLine[]> => {
  const found: FunctionLine[] = [];
  const logGroupName = `/aws/lambda/${functionName}`;
  const asked = { logGroupName, filterPattern, startTime: from.getTime(), endTime: to.getTime() };
  for await (const { events = [] } of paginateFilterLogEvents({ client }, asked)) {
    for (const { timestamp = 0, message = "" } of events)
      found.push({ functionName, timestamp: new Date(timestamp).toISOString(), line: message.trimEnd() });
    if (found.length >= MOST_LINES) break;
  }
  return found;
};

const byTime = (one: FunctionLine, other: FunctionLine): number => (one.timestamp < other.timestamp ? -1 : 1);

/** The lines of all functions that name a conversation; a log group that does not exist has none. */
export const readLogLines = async (
  client: CloudWatchLogsClient,
  stack: string,
  conversationId: string,
  span: Span,
): Promise<readonly FunctionLine[]> => {
  const names = namesFor(stack);
  const pattern = `{ $.message.conversation_id = ${JSON.stringify(conversationId)} }`;
  const read = (name: string): Promise<readonly FunctionLine[]> =>
    linesOf(client, names(name), pattern, span).catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) return [];
      throw error;
    });
  return (await Promise.all(functionThings.map(read))).flat().sort(byTime);
};
