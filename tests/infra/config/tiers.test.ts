import { test } from "uvu";
import * as assert from "uvu/assert";
import { stackConfig } from "../../../infra/config/stack-config";
import { smallProject } from "../helpers/sample-project";
import { faultsIn, rightTexts } from "./faults-in";

const tiers = { standard: { requests_per_minute: 60, requests_per_day: 5_000 }, large: { requests_per_minute: 600 } };

const faultsOf = (usageTiers: unknown, ...projects: readonly object[]): readonly string[] =>
  faultsIn({
    ...rightTexts,
    usageTiers: JSON.stringify(usageTiers),
    projects: JSON.stringify(projects.map((project) => ({ ...smallProject, ...project }))),
  }).map((line) => line.replace(/, for example .+$/, ""));

test("are limits by name, none of them by default", () => {
  const texts = { ...rightTexts, usageTiers: JSON.stringify(tiers) };

  assert.equal(stackConfig(texts, "dev").usageTiers, tiers);
  assert.equal(stackConfig(rightTexts, "dev").usageTiers, {});
});

const wrongTiers: readonly (readonly [usageTiers: unknown, ...faults: readonly string[]])[] = [
  [[], "usageTiers must be an object of tiers by name"],
  [{ standard: 7 }, "usageTiers.standard must be an object"],
  [{ Gold: {} }, "usageTiers.Gold has a name that is not 1 to 40 lower-case letters, digits and hyphens"],
  [
    { standard: { requests_per_minute: 0, requests_per_day: "x" } },
    "usageTiers.standard.requests_per_minute must be a whole number above 0",
    "usageTiers.standard.requests_per_day must be a whole number above 0",
  ],
  [{ standard: { requests_per_hour: 7 } }, "usageTiers.standard.requests_per_hour is not a field of a tier"],
];

test("are refused by name and field", () => {
  for (const [usageTiers, ...faults] of wrongTiers) assert.equal(faultsOf(usageTiers), faults);
});

test("must exist where a project names one; a faulty one is not said to be absent", () => {
  assert.equal(faultsOf(tiers, { usage_tier: "standard" }), []);
  assert.equal(faultsOf(tiers, { usage_tier: "small" }), [
    "projects[0].usage_tier names no tier of usageTiers (standard, large)",
  ]);
  assert.equal(faultsOf({}, { usage_tier: "small" }), [
    "projects[0].usage_tier names no tier of usageTiers (which has none)",
  ]);
  assert.equal(faultsOf({ standard: 7 }, { usage_tier: "standard" }), ["usageTiers.standard must be an object"]);
});

test("leave a project no such limits of its own", () => {
  assert.equal(
    faultsOf(tiers, { usage_tier: "standard", rate_limits: { requests_per_minute: 5, requests_per_day: 5 } }),
    [
      "projects[0].rate_limits.requests_per_minute cannot stand beside usage_tier (standard), which sets it",
      "projects[0].rate_limits.requests_per_day cannot stand beside usage_tier (standard), which sets it",
    ],
  );
  assert.equal(faultsOf(tiers, { usage_tier: "standard", rate_limits: { max_message_length: 160 } }), []);
});

test("let more projects in than an account has usage plans, up to its API keys", () => {
  const many = (count: number, entry: object) =>
    Array.from({ length: count }, (_, number) => ({ ...entry, project_id: `pi-${number}` }));
  const planNumbers = (faults: readonly string[]) => faults.map((fault) => fault.slice(0, fault.indexOf(":")));
  const tooMany =
    "projects need 301 usage plans, one for each tier and for each project without one, and usagePlanQuota is 300";

  assert.equal(faultsOf({}, ...many(300, {})), []);
  assert.equal(planNumbers(faultsOf({}, ...many(301, {}))), [tooMany]);
  assert.equal(planNumbers(faultsOf(tiers, ...many(299, {}))), [tooMany]);
  assert.equal(faultsOf(tiers, ...many(1_000, { usage_tier: "standard" })), []);
  assert.equal(faultsOf(tiers, ...many(5_001, { usage_tier: "standard", api_keys: ["1"], desk_keys: ["1"] })), [
    "projects have 10002 API keys, and an account may have 10000 in a region",
    "apiThrottleRate (10000) is below the sum of the plans of all API keys, so that one tenant could lock the others out: they promise 10002 requests a second",
  ]);
});

test("need not be used where AWS has raised the account's quota", () => {
  const projects = Array.from({ length: 301 }, (_, number) => ({ ...smallProject, project_id: `pi-${number}` }));

  assert.equal(faultsIn({ ...rightTexts, usagePlanQuota: "600", projects: JSON.stringify(projects) }), []);
});
