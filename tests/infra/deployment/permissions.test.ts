import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { RunResult } from "../../../local/engine/run-types";
import { captured } from "../helpers/captures";
import { type Call, isAllowed, type Policy } from "./evaluate-policies";
import { callsOf } from "./needed/need";
import { madeInAws, needsOf } from "./needed/needs-of";
import { isOfDeployment } from "./needed/role-needs";
import { attachedPolicies } from "./role-policies-of";

const test = suite("permissions of the deployment roles");

const deployed = ["deployedDev", "deployedProd"] as const;

const text = ({ action, resource }: Call): string => `${action} ${resource}`;
const refused = (policies: readonly Policy[], calls: readonly Call[]): readonly string[] =>
  calls.filter((call) => !isAllowed(policies, call)).map(text);
const granted = (policies: readonly Policy[], calls: readonly Call[]): readonly string[] =>
  calls.filter((call) => isAllowed(policies, call)).map(text);

const changesOf = (run: RunResult, ofDeployment: boolean): readonly Call[] =>
  madeInAws(run)
    .filter((resource) => isOfDeployment(resource, run) === ofDeployment)
    .flatMap((resource) => callsOf(needsOf(resource, run), "create", "update", "delete"));

const readsOf = (run: RunResult, ...kinds: readonly ("read" | "secret")[]): readonly Call[] =>
  madeInAws(run).flatMap((resource) => callsOf(needsOf(resource, run), ...kinds));

for (const capture of deployed) {
  test(`let the deploy role make, read, change and delete all that the program declares: ${capture}`, async () => {
    const run = await captured(capture);
    const policies = attachedPolicies(run, "deploy");
    const calls = [...readsOf(run, "read", "secret"), ...changesOf(run, false)];

    assert.ok(calls.length > 400);
    assert.equal(refused(policies, calls), []);
  });

  test(`let the deploy role change nothing of what deploys: not itself, its boundary or the provider: ${capture}`, async () => {
    const run = await captured(capture);
    const calls = changesOf(run, true);

    assert.ok(calls.length > 80);
    assert.equal(granted(attachedPolicies(run, "deploy"), calls), []);
  });
}

for (const [role, kinds] of [
  ["preview", ["read"]],
  ["drift", ["read", "secret"]],
] as const) {
  test(`let the ${role} role read all of it, and change none of it`, async () => {
    const run = await captured("deployedDev");
    const policies = attachedPolicies(run, role);

    assert.equal(refused(policies, readsOf(run, ...kinds)), []);
    assert.equal(granted(policies, [...changesOf(run, false), ...changesOf(run, true)]), []);
  });
}

test("keep values of secrets from the preview role", async () => {
  const run = await captured("deployedDev");

  const calls = readsOf(run, "secret");

  assert.ok(calls.length > 0);
  assert.equal(granted(attachedPolicies(run, "preview"), calls), []);
});

test.run();
