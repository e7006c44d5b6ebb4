import { suite } from "uvu";
import * as assert from "uvu/assert";
import { measureInvocation } from "../../../local/run/function-metrics";
import { measured } from "./measured";

const test = suite("function metrics");

const of = (outcome: "Answered" | "FunctionError" | "Throttled") =>
  measured((cloudWatch) => measureInvocation(cloudWatch, { functionName: "f", outcome, durationMs: 12.5, at: 1_000 }));

test("count an invocation that answered, and its time", () => {
  assert.equal(of("Answered"), {
    "AWS/Lambda Throttles f": 0,
    "AWS/Lambda Invocations f": 1,
    "AWS/Lambda Errors f": 0,
    "AWS/Lambda Duration f": 12.5,
  });
});

test("count one that failed as an error too", () => {
  assert.is(of("FunctionError")["AWS/Lambda Errors f"], 1);
  assert.is(of("FunctionError")["AWS/Lambda Invocations f"], 1);
});

test("count one that was throttled as no invocation at all", () => {
  assert.equal(of("Throttled"), { "AWS/Lambda Throttles f": 1 });
});

test.run();
