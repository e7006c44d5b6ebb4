import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { MappingEvent } from "../../../local/event-source/mapping-event";
import { startEventSourceMapping } from "../../../local/event-source/start-event-source-mapping";
import { until } from "../../helpers/until";
import { aFunction, removeCodeFolders, withHost } from "../lambda/a-function";
import { withQueue } from "./a-queue";

const test = suite("queue to function");
test.after(removeCodeFolders);

const handler = `async ({ Records }) => {
  for (const { body } of Records) if (body === "die") process.exit(1); else console.log(body);
  return { batchItemFailures: Records.filter(({ body }) => body === "fail").map(({ messageId }) => ({ itemIdentifier: messageId })) };
}`;

test("a real function takes messages off a real queue, and what it fails or dies on comes back", () =>
  withHost(({ host, lines }) =>
    withQueue(
      async ({ sqs, queueUrl, queueArn, send }) => {
        const events: MappingEvent[] = [];
        await host.deploy(aFunction(handler));
        const mapping = startEventSourceMapping(
          {
            uuid: "u",
            functionName: "greeter",
            queueUrl,
            queueArn,
            batchSize: 1,
            maximumBatchingWindowSeconds: 0,
            reportBatchItemFailures: true,
            region: "eu-north-1",
          },
          { sqs, invoke: host.invoke, onEvent: (event) => events.push(event), pollSeconds: 0.1 },
        );
        for (const body of ["one", "die", "fail", "two"]) await send(body);
        const kept = (): readonly string[] => events.flatMap((event) => (event._tag === "Kept" ? [event.detail] : []));
        const deleted = (): number => events.filter(({ _tag }) => _tag === "Deleted").length;
        await until("both kinds of failure came twice", () => deleted() === 2 && kept().length >= 4);
        await mapping.stop();
        assert.equal([...new Set(kept())].sort(), ["Runtime.ExitError", "reported by the function"]);
        const bodies = lines.map(({ line }) => JSON.parse(line).message).filter((message) => message !== undefined);
        assert.equal([...new Set(bodies)].sort(), ["fail", "one", "two"]);
        assert.ok(bodies.filter((body) => body === "fail").length >= 2);
      },
      { VisibilityTimeout: "1" },
    ),
  ));

test.run();
