import { test } from "uvu";
import * as assert from "uvu/assert";
import type { InvokeOutcome } from "../../../../tools/aws/lambda/invocation";
import { until } from "../../../helpers/time-and-chance";
import { aFunction, codeFolder, isRunning, withFunction, withHost } from "./a-function";

const answered = (payload: unknown): InvokeOutcome => ({ _tag: "Answered", payload: JSON.stringify(payload) });

const greeter = "async (event, context) => ({ name: event.name, pid: process.pid, id: context.awsRequestId })";
/** Answers after `event.ms` milliseconds. */
const waiter = "async (event) => { await new Promise((done) => setTimeout(done, event.ms)); return event.ms; }";
/** Logs that it runs, then hangs. */
const hanger = "async () => { console.log('running'); await new Promise(() => setInterval(() => {}, 1000)); }";

test("answers with what the handler returns, and reuses the warm worker", () =>
  withFunction("async (event) => ({ name: event.name, pid: process.pid })", async ({ pids, invoke }) => {
    const first = await invoke({ name: "Ada" });
    const [pid, ...others] = pids();
    const second = await invoke({ name: "Grace" });
    assert.equal([first, second], [answered({ name: "Ada", pid }), answered({ name: "Grace", pid })]);
    assert.equal([others, pids()], [[], [pid]]);
  }));

test("answers null when the handler returns nothing, and {} is the event when none is given", () =>
  withFunction("async () => undefined", async ({ host, invoke }) => {
    await host.deploy(aFunction("async (event) => event", { name: "echo" }));
    assert.equal([await invoke(1), await host.invoke("echo", undefined)], [answered(null), answered({})]);
  }));

test("runs one event per worker at a time, on as many workers as events", () =>
  withFunction(
    "async () => { await new Promise((d) => setTimeout(d, 200)); return process.pid; }",
    async ({ pids, payloadOf }) => {
      const answers = await Promise.all([1, 2, 3].map(() => payloadOf("Answered")));
      assert.equal([...answers].sort(), [...pids()].sort());
      assert.is(new Set(answers).size, 3);
    },
  ));

test("throttles what exceeds the reserved concurrency", () =>
  withFunction(
    waiter,
    async ({ invoke }) => {
      const together = await Promise.all([invoke({ ms: 50 }), invoke({ ms: 0 })]);
      assert.equal([...together, await invoke({ ms: 0 })], [answered(50), { _tag: "Throttled" }, answered(0)]);
    },
    { changes: { reservedConcurrency: 1 } },
  ));

test("lets events wait in line for a worker when the machine's limit is reached", () =>
  withFunction(
    waiter,
    async ({ host, spec, pids }) => {
      const times = [1, 2, 3, 4];
      const turns: number[] = [];
      const invokeAll = times.map((ms) => host.invoke(spec.name, { ms }, () => turns.push(ms)));
      assert.equal(turns, []);
      assert.equal(await Promise.all(invokeAll), times.map(answered));
      assert.equal(turns, times);
      assert.is(pids().length, 1);
    },
    { limits: { mostWorkers: 1 } },
  ));

test("ends a worker that had no event for a while, and starts another for the next one", () =>
  withFunction(
    waiter,
    async ({ pids, invoke }) => {
      await invoke({ ms: 0 });
      const [first = 0] = pids();
      await until("the idle worker has ended", () => pids().length === 0);
      assert.not(isRunning(first));
      assert.equal(await invoke({ ms: 1_000 }), answered(1_000));
    },
    { limits: { idleMs: 500 } },
  ));

test("says that a function is unknown", () =>
  withHost(async ({ host }) => assert.equal(await host.invoke("nobody", {}), { _tag: "UnknownFunction" })));

test("kills a worker that runs longer than its timeout", () =>
  withFunction(
    hanger,
    async ({ lines, pids, logged, payloadOf }) => {
      const invocation = payloadOf("FunctionError");
      await until("the handler runs", () => lines.length > 0);
      const [pid = 0] = pids();
      const error = await invocation;
      assert.equal(error, {
        errorType: "Sandbox.Timedout",
        errorMessage: `RequestId: ${logged()[0].requestId} Error: Task timed out after 1.00 seconds`,
      });
      assert.not(isRunning(pid));
      assert.is(logged().at(-1).record.status, "timeout");
    },
    { changes: { timeoutSeconds: 1 } },
  ));

test("reports a worker that exits, and starts another for the next event", () =>
  withFunction(
    "async (event) => { if (event.die) { console.log('x'); process.exit(7); } return 1; }",
    async ({ logged, invoke, payloadOf }) => {
      assert.equal(await payloadOf("FunctionError", { die: true }), {
        errorType: "Runtime.ExitError",
        errorMessage: `RequestId: ${logged()[0].requestId} Error: Runtime exited with error: exit status 7`,
      });
      assert.equal(await invoke(), answered(1));
    },
  ));

test("reports what a handler throws, with its trace, and keeps the worker", () =>
  withFunction("async () => { throw new RangeError('too far'); }", async ({ pids, payloadOf }) => {
    const { trace, ...rest } = await payloadOf("FunctionError");
    assert.equal(rest, { errorType: "RangeError", errorMessage: "too far" });
    assert.equal([trace[0], pids().length], ["RangeError: too far", 1]);
  }));

for (const [title, handler, spec, errorType, errorMessage] of [
  [
    "a rejection that nobody awaited",
    "async () => { Promise.reject(new Error('lost')); }",
    {},
    "Runtime.UnhandledPromiseRejection",
    /^Error: lost/,
  ],
  [
    "an exception outside the handler",
    "async () => { setTimeout(() => { throw new Error('late'); }); return new Promise(() => {}); }",
    {},
    "Error",
    /^late$/,
  ],
  ["a missing file", greeter, { handler: "nowhere.handler" }, "Runtime.ImportModuleError", /Cannot find module/],
  ["a missing export", greeter, { handler: "__index.other" }, "Runtime.HandlerNotFound", /__index\.other is undefined/],
  ["a syntax error", "=> nonsense", {}, "Runtime.UserCodeSyntaxError", /SyntaxError/],
  [
    "a callback handler",
    "(event, context, callback) => callback(null, 1)",
    {},
    "Runtime.CallbackHandlerDeprecated",
    /takes a callback/,
  ],
] as const)
  test(`reports ${title} as AWS names it`, () =>
    withFunction(
      handler,
      async ({ payloadOf }) => {
        const error = await payloadOf("FunctionError");
        assert.is(error.errorType, errorType);
        assert.match(error.errorMessage, errorMessage);
      },
      { changes: spec },
    ));

test("runs an ES module handler in a folder", () => {
  const folder = codeFolder("export const run = async () => import.meta.url.startsWith('file:');", "main.mjs");
  const changes = { codeFolder: folder, handler: "main.run" };
  return withFunction(greeter, async ({ invoke }) => assert.equal(await invoke(), answered(true)), { changes });
});

test("gives the handler its own environment and nothing of this process", async () => {
  process.env.SECRET_OF_THE_PARENT = "leak";
  const environment = { TABLE: "companies", NODE_OPTIONS: "--enable-source-maps" };
  await withFunction(
    "async () => ({ ...process.env, cwd: process.cwd() })",
    async ({ spec, payloadOf }) => {
      const { AWS_LAMBDA_RUNTIME_API, AWS_LAMBDA_LOG_STREAM_NAME, _X_AMZN_TRACE_ID, ...rest } =
        await payloadOf("Answered");
      assert.match(AWS_LAMBDA_RUNTIME_API, /^127\.0\.0\.1:\d+$/);
      assert.match(AWS_LAMBDA_LOG_STREAM_NAME, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
      assert.match(_X_AMZN_TRACE_ID, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
      assert.equal(rest, {
        PATH: process.env.PATH,
        TZ: ":UTC",
        TABLE: "companies",
        AWS_LAMBDA_FUNCTION_NAME: "greeter",
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
        AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/greeter",
        AWS_LAMBDA_LOG_FORMAT: "JSON",
        AWS_LAMBDA_LOG_LEVEL: "INFO",
        AWS_REGION: "eu-north-1",
        AWS_DEFAULT_REGION: "eu-north-1",
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
        LAMBDA_TASK_ROOT: spec.codeFolder,
        _HANDLER: "__index.handler",
        NODE_OPTIONS: "--max-old-space-size=230 --enable-source-maps",
        cwd: spec.codeFolder,
      });
    },
    { changes: { environment } },
  ).finally(() => {
    delete process.env.SECRET_OF_THE_PARENT;
  });
});

test("gives the handler a context as Lambda does", () =>
  withFunction(
    "async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis(), stream: context.logStreamName === process.env.AWS_LAMBDA_LOG_STREAM_NAME })",
    async ({ payloadOf }) => {
      const { awsRequestId, left, logStreamName, xRayTraceId, ...rest } = await payloadOf("Answered");
      assert.match(awsRequestId, /^[0-9a-f-]{36}$/);
      assert.match(xRayTraceId, /^Root=/);
      assert.ok(left > 4_000 && left <= 5_000);
      assert.equal(rest, {
        callbackWaitsForEmptyEventLoop: true,
        functionName: "greeter",
        functionVersion: "$LATEST",
        memoryLimitInMB: "256",
        logGroupName: "/aws/lambda/greeter",
        invokedFunctionArn: "arn:aws:lambda:eu-north-1:000000000000:function:greeter",
        stream: true,
      });
    },
  ));

test("uses new code for new events, while a busy worker finishes with the old and ends", () => {
  const version = (n: number): string =>
    `async (event) => { console.log('running'); await new Promise((d) => setTimeout(d, event.ms)); return ${n}; }`;
  return withFunction(version(1), async ({ host, lines, pids, invoke }) => {
    const old = invoke({ ms: 1_000 });
    await until("the old code runs", () => lines.length > 0);
    const [oldPid = 0] = pids();
    await host.deploy(aFunction(version(2)));
    const next = await invoke({ ms: 0 });
    assert.ok(isRunning(oldPid));
    assert.equal([next, await old], [answered(2), answered(1)]);
    await until("the old worker has ended", () => !isRunning(oldPid));
    assert.is(pids().length, 1);
  });
});

test("kills the busy workers, or the idle ones when none is busy", () =>
  withFunction(
    "async (event) => { if (event.hang) { console.log('x'); await new Promise(() => setInterval(() => {}, 1000)); } return 1; }",
    async ({ host, lines, logged, invoke, payloadOf }) => {
      const hanging = payloadOf("FunctionError", { hang: true });
      await until("the handler runs", () => lines.length > 0);
      assert.is(host.kill("greeter"), 1);
      assert.equal(await hanging, {
        errorType: "Runtime.ExitError",
        errorMessage: `RequestId: ${logged()[0].requestId} Error: Runtime exited with error: signal: killed`,
      });
      assert.equal(await invoke(), answered(1));
      assert.is(host.kill("greeter"), 1);
      assert.equal(await invoke(), answered(1));
      assert.is(host.kill("nobody"), 0);
    },
  ));

test("forgets a removed function and ends its workers", () =>
  withFunction(greeter, async ({ host, pids, invoke }) => {
    await invoke();
    const [pid = 0] = pids();
    await host.remove("greeter");
    assert.equal(await invoke(), { _tag: "UnknownFunction" });
    await until("its worker has ended", () => !isRunning(pid));
  }));

test("refuses a spec that AWS would refuse, with every fault", () =>
  withHost(async ({ host }) => {
    const spec = aFunction(greeter, {
      memoryMb: 64,
      timeoutSeconds: 901,
      handler: "handler",
      codeFolder: "/nowhere/at/all",
      environment: { AWS_REGION: "us-east-1" },
    });
    assert.is(
      await host.deploy(spec).catch((fault: Error) => fault.message),
      "Function greeter cannot be deployed: codeFolder: /nowhere/at/all does not exist; handler: must look like file.function; " +
        "memoryMb: a whole number from 128 to 10240; timeoutSeconds: a whole number from 1 to 900; environment: AWS_REGION is set by Lambda itself",
    );
  }));

test("leaves no process behind when it is stopped with work under way", async () => {
  let workers: readonly number[] = [];
  let hanging: Promise<InvokeOutcome> | undefined;
  await withFunction(hanger, async ({ lines, pids, invoke }) => {
    hanging = invoke();
    await until("the handler runs", () => lines.length > 0);
    workers = pids();
  });
  assert.is((await hanging)?._tag, "FunctionError");
  assert.equal(workers.map(isRunning), [false]);
});

test("leaves no process behind when it is stopped while workers are being started", async () => {
  let outcomes: Promise<readonly InvokeOutcome[]> = Promise.resolve([]);
  const seen = new Set<string>();
  await withFunction(
    "async () => { console.log(process.pid); return 1; }",
    async ({ invoke }) => {
      outcomes = Promise.all([1, 2, 3, 4].map(invoke));
    },
    { limits: { mostWorkers: 2 }, onLogLine: ({ line }) => seen.add(JSON.parse(line).message) },
  );
  const tags = (await outcomes).map(({ _tag }) => _tag);
  assert.equal(tags.slice(2), ["UnknownFunction", "UnknownFunction"]);
  assert.equal([...seen].map(Number).filter(isRunning), []);
});

test("tells of each invocation that is over, and throttles beyond a concurrency that is reserved while it runs", async () => {
  const reports: string[] = [];
  await withFunction(
    "async (event) => { if (event.bad) throw new Error('bad'); }",
    async ({ host, invoke }) => {
      await invoke();
      await invoke({ bad: true });
      host.reserveConcurrency("greeter", 0);
      await invoke();
      host.reserveConcurrency("greeter", undefined);
      await invoke();
      await host.invoke("nobody", {});
      assert.throws(() => host.reserveConcurrency("nobody", 1), "There is no function nobody");
    },
    { onInvocation: ({ functionName, outcome }) => void reports.push(`${functionName} ${outcome}`) },
  );
  assert.equal(reports, ["greeter Answered", "greeter FunctionError", "greeter Throttled", "greeter Answered"]);
});
