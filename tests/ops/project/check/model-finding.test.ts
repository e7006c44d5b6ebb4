import { suite } from "uvu";
import * as assert from "uvu/assert";
import { modelFinding } from "../../../../ops/project/check/model-finding";
import { shutdownOf } from "../../../../ops/project/check/model-shutdowns";

const test = suite("modelFinding");

const verdictOn = (day: string, shutdown: string | undefined = "2027-01-14") => {
  const { verdict, detail } = modelFinding("a/b", "gpt-4o", shutdown, new Date(`${day}T12:00:00Z`));
  return [verdict, detail];
};

test("a model is warned of from 60 days before its end, and wrong from that day on", () => {
  assert.equal(verdictOn("2026-11-14"), ["ok", "until 2027-01-14"]);
  assert.equal(verdictOn("2026-11-15"), ["warning", "OpenAI switches it off on 2027-01-14, in 60 days"]);
  assert.equal(verdictOn("2027-01-13"), ["warning", "OpenAI switches it off on 2027-01-14, in 1 day"]);
  assert.equal(verdictOn("2027-01-14"), ["wrong", "OpenAI has switched it off on 2027-01-14: choose another one"]);
});

test("a family's date is that of its members and of no other model", () => {
  assert.equal(["gpt-4o", "gpt-4o-mini-2024-07-18", "gpt-4.1-nano", "gpt-4on", "gpt-6-luna"].map(shutdownOf), [
    "2027-01-14",
    "2027-01-14",
    "2027-01-14",
    undefined,
    undefined,
  ]);
});

test.run();
