// Entry point of a worker process: what AWS's managed Node.js 24 runtime does around a handler.
const { Socket } = require("node:net");
const { patchConsole, setRequestId } = require("./console-lines.cjs");
const { asError, errorPayload, loadHandler, namedError } = require("./load-handler.cjs");
const { connectRuntimeApi } = require("./runtime-client.cjs");

/** Ends this process when the pipe on `descriptor` closes: the engine is gone, even if it was killed. */
const endWithParent = (descriptor) => {
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false });
  pipe.on("error", () => process.exit(1));
  pipe.on("close", () => process.exit(1));
  pipe.resume();
  pipe.unref();
};

/** The handler's second argument, from the headers of the Runtime API's next invocation. */
const invocationContext = (headers) => {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    xRayTraceId: headers["lambda-runtime-trace-id"],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
};

endWithParent(3);
patchConsole();
const api = connectRuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API, process.env._LOCAL_RUNTIME_API_KEY);
delete process.env._LOCAL_RUNTIME_API_KEY;
let current;
let isDying = false;

const die = async (error, exitCode) => {
  // Telling of the first error failed too: the engine is gone.
  if (isDying) process.exit(exitCode);
  isDying = true;
  console.error(error);
  const payload = errorPayload(error);
  await (current === undefined ? api.initError(payload) : api.error(current, payload));
  process.exit(exitCode);
};

process.on("uncaughtException", (error) => die(asError(error), 129));
process.on("unhandledRejection", (reason) =>
  die(namedError("Runtime.UnhandledPromiseRejection", String(reason), reason), 128),
);

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

const toJson = (result) => {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? "null";
  } catch {
    throw namedError("Runtime.JSONStringifyError", "Unable to stringify response body");
  }
};

const runOnce = async (handler, { headers, body }) => {
  current = headers["lambda-runtime-aws-request-id"];
  setRequestId(current);
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  try {
    const result = toJson(await handler(JSON.parse(body), invocationContext(headers)));
    // One turn of the event loop, so that a rejection nobody awaited ends the worker before it can answer.
    await nextTurn();
    await api.response(current, result);
  } catch (error) {
    await nextTurn();
    console.error(asError(error));
    await api.error(current, errorPayload(error));
  }
};

const main = async () => {
  let handler;
  try {
    handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    await die(asError(error), 1);
  }
  for (;;) await runOnce(handler, await api.next());
};

main();
