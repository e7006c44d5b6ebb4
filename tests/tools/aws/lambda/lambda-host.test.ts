import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { InvokeOutcome } from "../../../../tools/aws/lambda/invocation";
import { until } from "../../../helpers/time-and-chance";
import { aFunction, codeFolder, isRunning, removeCodeFolders, withHost } from "./a-function";

const test = suite("lambda host");
test.after(removeCodeFolders);

const answer = (outcome: InvokeOutcome): unknown => {
  if (outcome._tag !== "Answered" && outcome._tag !== "FunctionError") return outcome;
  return { _tag: outcome._tag, ...JSON.parse(outcome.payload) };
};

const greeter = "async (event, context) => ({ name: event.name, pid: process.pid, id: context.awsRequestId })";
/** Answers after `event.ms` milliseconds. */
const waiter = "async (event) => { await new Promise((done) => setTimeout(done, event.ms)); return { ms: event.ms }; }";
/** Logs that it runs, then hangs. */
const hanger = "async () => { console.log('running'); await new Promise(() => setInterval(() => {}, 1000)); }";

test("answers with what the handler returns, and reuses the warm worker", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async (event) => ({ name: event.name, pid: process.pid })"));
    const first = await host.invoke("greeter", { name: "Ada" });
    const [pid] = host.pids("greeter");
    const second = await host.invoke("greeter", { name: "Grace" });
    assert.equal(answer(first), { _tag: "Answered", name: "Ada", pid });
    assert.equal(answer(second), { _tag: "Answered", name: "Grace", pid });
    assert.is(host.pids("greeter").length, 1);
  }));

test("answers null when the handler returns nothing, and {} is the event when none is given", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async () => undefined"));
    await host.deploy(aFunction("async (event) => event", { name: "echo" }));
    assert.equal(await host.invoke("greeter", 1), { _tag: "Answered", payload: "null" });
    assert.equal(await host.invoke("echo", undefined), { _tag: "Answered", payload: "{}" });
  }));

test("runs one event per worker at a time, on as many workers as events", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async () => { await new Promise((d) => setTimeout(d, 200)); return process.pid; }"));
    const outcomes = await Promise.all([1, 2, 3].map(() => host.invoke("greeter", {})));
    const pids = outcomes.map((outcome) => (outcome._tag === "Answered" ? Number(outcome.payload) : 0));
    assert.equal([...pids].sort(), [...host.pids("greeter")].sort());
    assert.is(new Set(pids).size, 3);
  }));

test("throttles what exceeds the reserved concurrency", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction(waiter, { reservedConcurrency: 1 }));
    const [first, second] = await Promise.all([host.invoke("greeter", { ms: 50 }), host.invoke("greeter", { ms: 0 })]);
    const third = await host.invoke("greeter", { ms: 0 });
    assert.equal(
      [first, second, third],
      [{ _tag: "Answered", payload: '{"ms":50}' }, { _tag: "Throttled" }, { _tag: "Answered", payload: '{"ms":0}' }],
    );
  }));

test("lets events wait in line for a worker when the machine's limit is reached", () =>
  withHost(
    async ({ host }) => {
      await host.deploy(aFunction(waiter));
      const outcomes = await Promise.all([1, 2, 3, 4].map((ms) => host.invoke("greeter", { ms })));
      assert.equal(
        outcomes,
        [1, 2, 3, 4].map((ms) => ({ _tag: "Answered", payload: `{"ms":${ms}}` })),
      );
      assert.is(host.pids("greeter").length, 1);
    },
    { maxConcurrencyPerFunction: 1 },
  ));

test("says that a function is unknown", () =>
  withHost(async ({ host }) => {
    assert.equal(await host.invoke("nobody", {}), { _tag: "UnknownFunction" });
  }));

test("kills a worker that runs longer than its timeout", () =>
  withHost(async ({ host, lines }) => {
    await host.deploy(aFunction(hanger, { timeoutSeconds: 1 }));
    const invocation = host.invoke("greeter", {});
    await until("the handler runs", () => lines.length > 0);
    const [pid] = host.pids("greeter");
    const outcome = await invocation;
    const { requestId } = JSON.parse(lines[0]?.line ?? "{}");
    assert.equal(answer(outcome), {
      _tag: "FunctionError",
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
    });
    assert.not(isRunning(pid ?? 0));
    assert.equal(JSON.parse(lines.at(-1)?.line ?? "{}").record.status, "timeout");
  }));

test("reports a worker that exits, and starts another for the next event", () =>
  withHost(async ({ host, lines }) => {
    await host.deploy(
      aFunction("async (event) => { if (event.die) { console.log('x'); process.exit(7); } return 1; }"),
    );
    const outcome = await host.invoke("greeter", { die: true });
    const { requestId } = JSON.parse(lines[0]?.line ?? "{}");
    assert.equal(answer(outcome), {
      _tag: "FunctionError",
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status 7`,
    });
    assert.equal(await host.invoke("greeter", {}), { _tag: "Answered", payload: "1" });
  }));

test("reports what a handler throws, with its trace, and keeps the worker", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async () => { throw new RangeError('too far'); }"));
    const outcome = await host.invoke("greeter", {});
    assert.is(outcome._tag, "FunctionError");
    if (outcome._tag !== "FunctionError") return;
    const { trace, ...rest } = JSON.parse(outcome.payload);
    assert.equal(rest, { errorType: "RangeError", errorMessage: "too far" });
    assert.is(trace[0], "RangeError: too far");
    assert.is(host.pids("greeter").length, 1);
  }));

test("reports a rejection that nobody awaited, and an exception outside the handler", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async () => { Promise.reject(new Error('lost')); }"));
    await host.deploy(
      aFunction("async () => { setTimeout(() => { throw new Error('late'); }); return new Promise(() => {}); }", {
        name: "late",
      }),
    );
    const [lost, late] = await Promise.all([host.invoke("greeter", {}), host.invoke("late", {})]);
    assert.match(JSON.stringify(lost), /Runtime\.UnhandledPromiseRejection.*Error: lost/);
    assert.match(JSON.stringify(late), /"errorType\\":\\"Error\\",\\"errorMessage\\":\\"late/);
  }));

for (const [title, spec, errorType, errorMessage] of [
  ["a missing file", { handler: "nowhere.handler" }, "Runtime.ImportModuleError", /Cannot find module/],
  ["a missing export", { handler: "__index.other" }, "Runtime.HandlerNotFound", /__index\.other is undefined/],
] as const)
  test(`reports ${title} as AWS names it`, () =>
    withHost(async ({ host }) => {
      await host.deploy(aFunction(greeter, spec));
      const outcome = await host.invoke("greeter", {});
      assert.is(outcome._tag, "FunctionError");
      if (outcome._tag !== "FunctionError") return;
      const payload = JSON.parse(outcome.payload);
      assert.is(payload.errorType, errorType);
      assert.match(payload.errorMessage, errorMessage);
    }));

test("reports a syntax error and a callback handler as AWS names them", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("=> nonsense"));
    await host.deploy(aFunction("(event, context, callback) => callback(null, 1)", { name: "callback" }));
    const outcomes = await Promise.all([host.invoke("greeter", {}), host.invoke("callback", {})]);
    const types = outcomes.map(
      (outcome) => (outcome._tag === "FunctionError" ? JSON.parse(outcome.payload) : {}).errorType,
    );
    assert.equal(types, ["Runtime.UserCodeSyntaxError", "Runtime.CallbackHandlerDeprecated"]);
  }));

test("runs an ES module handler in a folder", () =>
  withHost(async ({ host }) => {
    const folder = codeFolder("export const run = async () => import.meta.url.startsWith('file:');", "main.mjs");
    await host.deploy(aFunction(greeter, { codeFolder: folder, handler: "main.run" }));
    assert.equal(await host.invoke("greeter", {}), { _tag: "Answered", payload: "true" });
  }));

test("gives the handler its own environment and nothing of this process", async () => {
  process.env.SECRET_OF_THE_PARENT = "leak";
  try {
    await withHost(async ({ host }) => {
      const spec = aFunction("async () => ({ ...process.env, cwd: process.cwd() })", {
        environment: { TABLE: "companies", NODE_OPTIONS: "--enable-source-maps" },
      });
      await host.deploy(spec);
      const outcome = await host.invoke("greeter", {});
      assert.is(outcome._tag, "Answered");
      if (outcome._tag !== "Answered") return;
      const { AWS_LAMBDA_RUNTIME_API, AWS_LAMBDA_LOG_STREAM_NAME, _X_AMZN_TRACE_ID, ...rest } = JSON.parse(
        outcome.payload,
      );
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
    });
  } finally {
    delete process.env.SECRET_OF_THE_PARENT;
  }
});

test("gives the handler a context as Lambda does", () =>
  withHost(async ({ host }) => {
    await host.deploy(
      aFunction(
        "async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis(), stream: context.logStreamName === process.env.AWS_LAMBDA_LOG_STREAM_NAME })",
      ),
    );
    const outcome = await host.invoke("greeter", {});
    assert.is(outcome._tag, "Answered");
    if (outcome._tag !== "Answered") return;
    const { awsRequestId, left, logStreamName, xRayTraceId, ...rest } = JSON.parse(outcome.payload);
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
  }));

test("uses new code for new events, while a busy worker finishes with the old and ends", () =>
  withHost(async ({ host, lines }) => {
    const version = (n: number): string =>
      `async (event) => { console.log('running'); await new Promise((d) => setTimeout(d, event.ms)); return ${n}; }`;
    await host.deploy(aFunction(version(1)));
    const old = host.invoke("greeter", { ms: 1_000 });
    await until("the old code runs", () => lines.length > 0);
    const [oldPid] = host.pids("greeter");
    await host.deploy(aFunction(version(2)));
    const next = await host.invoke("greeter", { ms: 0 });
    assert.ok(isRunning(oldPid ?? 0));
    assert.equal(
      [next, await old],
      [
        { _tag: "Answered", payload: "2" },
        { _tag: "Answered", payload: "1" },
      ],
    );
    await until("the old worker has ended", () => !isRunning(oldPid ?? 0));
    assert.is(host.pids("greeter").length, 1);
  }));

test("kills the busy workers, or the idle ones when none is busy", () =>
  withHost(async ({ host, lines }) => {
    await host.deploy(
      aFunction(
        "async (event) => { if (event.hang) { console.log('x'); await new Promise(() => setInterval(() => {}, 1000)); } return 1; }",
      ),
    );
    const hanging = host.invoke("greeter", { hang: true });
    await until("the handler runs", () => lines.length > 0);
    assert.is(host.kill("greeter"), 1);
    const { requestId } = JSON.parse(lines[0]?.line ?? "{}");
    assert.equal(answer(await hanging), {
      _tag: "FunctionError",
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    });
    assert.equal(await host.invoke("greeter", {}), { _tag: "Answered", payload: "1" });
    assert.is(host.kill("greeter"), 1);
    assert.equal(await host.invoke("greeter", {}), { _tag: "Answered", payload: "1" });
    assert.is(host.kill("nobody"), 0);
  }));

test("forgets a removed function and ends its workers", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction(greeter));
    await host.invoke("greeter", {});
    const [pid] = host.pids("greeter");
    await host.remove("greeter");
    assert.equal(await host.invoke("greeter", {}), { _tag: "UnknownFunction" });
    await until("its worker has ended", () => !isRunning(pid ?? 0));
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
    let message = "";
    await host.deploy(spec).catch((fault: Error) => {
      message = fault.message;
    });
    assert.is(
      message,
      "Function greeter cannot be deployed: codeFolder: /nowhere/at/all does not exist; handler: must look like file.function; " +
        "memoryMb: a whole number from 128 to 10240; timeoutSeconds: a whole number from 1 to 900; environment: AWS_REGION is set by Lambda itself",
    );
  }));

test("leaves no process behind when it is stopped with work under way", async () => {
  let pids: readonly number[] = [];
  let hanging: Promise<InvokeOutcome> | undefined;
  await withHost(async ({ host, lines }) => {
    await host.deploy(aFunction(hanger));
    hanging = host.invoke("greeter", {});
    await until("the handler runs", () => lines.length > 0);
    pids = host.pids("greeter");
  });
  assert.is((await hanging)?._tag, "FunctionError");
  assert.equal(pids.map(isRunning), [false]);
});

test("leaves no process behind when it is stopped while workers are being started", async () => {
  let outcomes: Promise<readonly InvokeOutcome[]> = Promise.resolve([]);
  const seen = new Set<string>();
  await withHost(
    async ({ host }) => {
      await host.deploy(aFunction("async () => { console.log(process.pid); return 1; }"));
      outcomes = Promise.all([1, 2, 3, 4].map(() => host.invoke("greeter", {})));
    },
    { maxConcurrencyPerFunction: 2, onLogLine: ({ line }) => seen.add(JSON.parse(line).message) },
  );
  const tags = (await outcomes).map(({ _tag }) => _tag);
  assert.equal(tags.slice(2), ["UnknownFunction", "UnknownFunction"]);
  assert.equal([...seen].map(Number).filter(isRunning), []);
});

test("tells of each invocation that is over, and throttles beyond a concurrency that is reserved while it runs", async () => {
  const reports: (readonly [string, string])[] = [];
  await withHost(
    async ({ host }) => {
      await host.deploy(aFunction("async (event) => { if (event.bad) throw new Error('bad'); }"));
      await host.invoke("greeter", {});
      await host.invoke("greeter", { bad: true });
      host.reserveConcurrency("greeter", 0);
      await host.invoke("greeter", {});
      host.reserveConcurrency("greeter", undefined);
      await host.invoke("greeter", {});
      await host.invoke("nobody", {});
      assert.throws(() => host.reserveConcurrency("nobody", 1), "There is no function nobody");
    },
    { onInvocation: ({ functionName, outcome }) => void reports.push([functionName, outcome]) },
  );
  assert.equal(
    reports,
    ["Answered", "FunctionError", "Throttled", "Answered"].map((outcome) => ["greeter", outcome]),
  );
});

test.run();
