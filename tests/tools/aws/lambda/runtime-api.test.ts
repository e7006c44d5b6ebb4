import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type RuntimeMessage, startRuntimeApi } from "../../../../tools/aws/lambda/runtime-api";

const speak = async (port: number, method: string, path: string, body = "", headers = {}) => {
  const call = request({
    host: "127.0.0.1",
    port,
    method,
    path,
    headers: { authorization: "Bearer the-key", ...headers },
    agent: false,
  }).end(body);
  const [answer]: readonly IncomingMessage[] = await once(call, "response");
  if (answer === undefined) throw new Error("there is no answer");
  return { status: answer.statusCode, body: await text(answer), headers: answer.headers };
};

const withApi = async (
  accept: (message: RuntimeMessage) => boolean,
  act: (port: number) => Promise<void>,
): Promise<void> => {
  const api = await startRuntimeApi("the-key", accept);
  try {
    await act(api.port);
  } finally {
    await api.stop();
  }
};

test("holds /next until there is an event, and delivers it with AWS's headers", () =>
  withApi(
    (message) => {
      const invocation = { requestId: "r-1", deadlineMs: 1234, functionArn: "arn:f", traceId: "Root=1" };
      if (message._tag === "Ready") message.deliver({ ...invocation, event: '{"é":1}' });
      return true;
    },
    async (port) => {
      const { status, body, headers } = await speak(port, "GET", "/2018-06-01/runtime/invocation/next");
      assert.equal([status, body], [200, '{"é":1}']);
      assert.equal(Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("lambda-"))), {
        "lambda-runtime-aws-request-id": "r-1",
        "lambda-runtime-deadline-ms": "1234",
        "lambda-runtime-invoked-function-arn": "arn:f",
        "lambda-runtime-trace-id": "Root=1",
      });
    },
  ));

test("passes on answers and errors, with error types as AWS keeps them", async () => {
  const heard: RuntimeMessage[] = [];
  const accept = (message: RuntimeMessage): boolean => heard.push(message) > 0;
  await withApi(accept, async (port) => {
    const base = "/2018-06-01/runtime";
    const typed = (type: string) => ({ "Lambda-Runtime-Function-Error-Type": type });
    await speak(port, "POST", `${base}/invocation/r-1/response`, "42", { "Local-Peak-Memory-Kb": "2048" });
    await speak(port, "POST", `${base}/invocation/r-2/error`, "{}", typed("TypeError"));
    await speak(port, "POST", `${base}/init/error`, "{}", typed("Runtime.ImportModuleError"));
    await speak(port, "POST", `${base}/init/error`, "{}", typed("Runtime.?"));
  });
  assert.equal(heard, [
    { _tag: "Answered", requestId: "r-1", payload: "42", peakMemoryKb: 2048 },
    { _tag: "Failed", requestId: "r-2", errorType: "Function.Unknown", payload: "{}" },
    { _tag: "InitFailed", errorType: "Runtime.ImportModuleError", payload: "{}" },
    { _tag: "InitFailed", errorType: "Runtime.Unknown", payload: "{}" },
  ]);
});

test("refuses an answer to another request, and paths it does not have", () =>
  withApi(
    () => false,
    async (port) => {
      const wrong = await speak(port, "POST", "/2018-06-01/runtime/invocation/other/response", "1");
      const unknown = await speak(port, "POST", "/2018-06-01/runtime/nothing");
      assert.equal([wrong.status, unknown.status], [400, 404]);
      assert.is(wrong.body, '{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}');
    },
  ));
