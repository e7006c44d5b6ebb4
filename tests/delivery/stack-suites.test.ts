import { suite } from "uvu";
import * as assert from "uvu/assert";
import { environmentOf } from "../../scripts/delivery/stack-environment";
import { startCommand } from "../journey/started-engine";
import { projectsOfDev } from "./smoke-project";
import { tried } from "./tried";

const test = suite("stack suites");

const count = (text: string, label: string): number => Number(new RegExp(`${label}:\\s+(\\d+)`).exec(text)?.[1] ?? -1);

test("the end-to-end and integration tests pass on a local engine, and find what is wrong", async () => {
  const engine = startCommand(["--port", "0", "--config", projectsOfDev()]);
  try {
    await engine.ready();
    const environment = await environmentOf({ ready: engine.readyFile }, {});

    const e2e = await tried("e2e", environment);
    const integration = await tried("integration", environment);
    const wrongKey = await tried("smoke", { ...environment, AI_MULTI_COMMS_API_KEY: "not-a-key-of-this-stack" });
    const nothing = await tried("smoke", {});

    for (const { code, text } of [e2e, integration]) {
      assert.is(code, 0, text);
      assert.is(count(text, "Passed"), count(text, "Total"));
      assert.ok(count(text, "Total") >= 7);
    }
    assert.equal([wrongKey.code, count(wrongKey.text, "Passed")], [1, 1]);
    assert.is(nothing.code, 1);
    assert.match(nothing.text, /Which stack\? Not set: AI_MULTI_COMMS_API_URL, /);
  } finally {
    engine.kill();
    await engine.exited;
  }
});

test.run();
