import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoAt } from "../../helpers/local-clients";

type EchoingTable = { readonly client: DynamoDBClient; readonly stop: () => Promise<void> };

/** A server that gives every read the last item that was put, letter by letter: dynalite drops keys called `__proto__`, DynamoDB does not. */
export const startEchoingTable = async (): Promise<EchoingTable> => {
  let item = "{}";
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isPut = request.headers["x-amz-target"] === "DynamoDB_20120810.PutItem";
    if (isPut) item = /"Item":(.*)$/.exec(body.slice(0, body.indexOf(',"ConditionExpression"')))?.[1] ?? "{}";
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(isPut ? "{}" : `{"Item":${item}}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = dynamoAt(`http://127.0.0.1:${port}`, { maxAttempts: 1 });
  return {
    client,
    stop: () =>
      new Promise((resolve) => {
        client.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
