import { suite } from "uvu";
import * as assert from "uvu/assert";
import { retentionDays } from "../../../runtime/company/retention-days";

const test = suite("retention-days");

test("are the project's own, else the deployment's", () => {
  assert.is(retentionDays({ conversation_ttl_days: 90 }, 365), 90);
  assert.is(retentionDays({ conversation_ttl_days: 90 }, undefined), 90);
  assert.is(retentionDays({}, 365), 365);
  assert.is(retentionDays({}, undefined), undefined);
});

test("are the deployment's where a record holds what cannot be, so that no guard ends too early", () => {
  for (const conversation_ttl_days of [34, 0, -1, 35.5, "90", null, 3_651, Number.NaN])
    assert.is(retentionDays({ conversation_ttl_days }, 365), 365);
});

test.run();
