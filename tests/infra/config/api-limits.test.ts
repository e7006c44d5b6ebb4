import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { planThrottle, projectLimits, stageThrottle, throttleBelowPlans } from "../../../infra/config/api-limits";
import type { ProjectConfig } from "../../../infra/config/project-config";
import { stackConfig } from "../../../infra/config/stack-config";
import { sampleProject, smallProject } from "../helpers/sample-project";
import { faultsIn, rightTexts } from "./faults-in";

const tenants = (...projects: readonly object[]) => ({ ...rightTexts, projects: JSON.stringify(projects) });
const limited = (project_id: string, requests_per_minute: number) => ({
  ...smallProject,
  project_id,
  rate_limits: { requests_per_minute },
});
const two = tenants(limited("pi-1", 600), limited("pi-2", 300));

test("the stage takes what all plans promise together, when the config says nothing", () => {
  const throttleOf = ({ apiThrottleRate, apiThrottleBurst }: ReturnType<typeof stackConfig>) => [
    apiThrottleRate,
    apiThrottleBurst,
  ];

  assert.equal(throttleOf(stackConfig(rightTexts, "dev")), [10, 20]);
  assert.equal(throttleOf(stackConfig(two, "dev")), [15, 900]);
  const keys = { api_keys: ["1"], desk_keys: ["1"] };
  assert.equal(throttleOf(stackConfig(tenants({ ...limited("pi-1", 600), ...keys }), "dev")), [20, 1_200]);
});

test("a stage below the sum of the plans is refused, with the numbers and one that will do", () => {
  const below = "is below the sum of the plans of all API keys, so that one tenant could lock the others out";

  assert.equal(faultsIn({ ...two, apiThrottleRate: "15", apiThrottleBurst: "900" }), []);
  assert.equal(faultsIn({ ...two, apiThrottleRate: "14.5", apiThrottleBurst: "899" }), [
    `apiThrottleRate (14.5) ${below}: they promise 15 requests a second, for example 15`,
    `apiThrottleBurst (899) ${below}: they promise 900 requests at once, for example 900`,
  ]);
  assert.equal(faultsIn(tenants(limited("pi-1", 600_060))), [
    `apiThrottleRate (10000) ${below}: they promise 10001 requests a second, for example smaller requests_per_minute: a region has 10000 a second`,
  ]);
});

test("a limit by address stands alone", () => {
  const wafArn = "arn:aws:wafv2:eu-north-1:111122223333:regional/webacl/guard/0a1b2c3d";

  assert.equal(faultsIn({ ...rightTexts, addressRateLimit: "3000" }), []);
  assert.equal(faultsIn({ ...rightTexts, addressRateLimit: "3000", wafArn }), [
    "addressRateLimit cannot stand beside wafArn: a stage has one web ACL, and that one needs a rate rule of its own, for example one of the two",
  ]);
});

const anyProject: fc.Arbitrary<ProjectConfig> = fc
  .record({ minute: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }), two: fc.boolean() })
  .map(({ minute, two: twoKeys }) => ({
    ...(sampleProject as ProjectConfig),
    api_keys: twoKeys ? ["1", "2"] : ["1"],
    rate_limits: minute === undefined ? {} : { requests_per_minute: minute },
  }));

test("all keys together, each at its plan's limit, never have more than the stage, whoever they are", () => {
  fc.assert(
    fc.property(
      fc.array(anyProject, { minLength: 1, maxLength: 30 }),
      fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }),
      fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: undefined }),
      (projects, apiThrottleRate, apiThrottleBurst) => {
        const usageTiers = {};
        const stage = stageThrottle({ apiThrottleRate, apiThrottleBurst }, { projects, usageTiers });
        const config = { ...stage, projects, usageTiers };
        fc.pre(throttleBelowPlans(stage, config).length === 0);

        const plans = projects.flatMap((project) =>
          (project.api_keys ?? []).map(() => planThrottle(projectLimits(project, config), config)),
        );
        const sum = (of: (plan: (typeof plans)[number]) => number) => plans.map(of).reduce((a, b) => a + b, 0);

        assert.ok(plans.every(({ rate, burst }) => rate > 0 && burst >= 1));
        assert.ok(sum(({ rate }) => rate) <= stage.apiThrottleRate + 1e-6);
        assert.ok(sum(({ burst }) => burst) <= stage.apiThrottleBurst);
      },
    ),
  );
});
