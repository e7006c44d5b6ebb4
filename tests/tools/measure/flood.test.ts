import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startApiGateway } from "../../../tools/aws/api-gateway/api-gateway";
import { apiGatewayRules } from "../../../tools/engine/resources/api-gateway";
import type { Cloud } from "../../../tools/engine/resources/cloud";
import { declaredFrom, type Workshop } from "../../../tools/engine/resources/resource-handler";
import { floodsOf, runFlood, type Tenant } from "../../../tools/measure/flood/flood";
import { captured } from "../../infra/helpers/captures";
import { fullProject } from "../../infra/helpers/sample-project";

const SECONDS = 10;

/** The program's API with its keys and plans on the local gateway, whose time stands still unless it is told. */
const startDeclared = async () => {
  const clock = { now: Date.parse("2026-11-20T10:39:00.000Z") };
  const { resources } = await captured("twoTenants");
  const apiGateway = await startApiGateway({
    port: 0,
    accountId: "000000000000",
    now: () => clock.now,
    invoke: async () => ({ _tag: "Answered", payload: '{"statusCode":200,"body":"{}"}' }),
  });
  const cloud = { apiGateway, credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const workshop: Workshop = { cloud: cloud as unknown as Cloud, declared: declaredFrom() };
  const keys: Tenant[] = [];
  for (const { type, urn, name, id, inputs } of resources) {
    const made = { type, urn, name, id, arn: "" };
    const different = await apiGatewayRules[type]?.make(inputs, made, workshop);
    if (different?.state?.value === undefined) continue;
    const [company_id = "", project_id = ""] = String(inputs.description).split(" ");
    keys.push({ value: String(different.state.value), company_id, project_id });
  }
  return { apiGateway, clock, keys };
};

const test = suite("a flood of 100 requests a second");

const floods = Object.keys(floodsOf({ value: "", company_id: "", project_id: "" }));

for (const name of floods)
  test(`${name} is bounded, and keeps nobody else's requests, preflights or receipts out`, async () => {
    const { apiGateway, clock, keys } = await startDeclared();
    const [attacker, victim] = [true, false].map((first) =>
      keys.find(({ company_id }) => (company_id === fullProject.company_id) === first),
    );
    if (attacker === undefined || victim === undefined) throw new Error("the program declares no keys");
    assert.is.not(attacker.company_id, victim.company_id);
    const begun = clock.now;
    const until = async (at: number, underWay: readonly Promise<unknown>[]) => {
      if (clock.now !== begun + at) await Promise.all(underWay);
      clock.now = begun + at;
    };
    try {
      const base = `${apiGateway.url}/dev`;
      const outcome = await runFlood(floodsOf(attacker)[name] ?? [], { base, victim, seconds: SECONDS, until });

      assert.equal(outcome.tenant, { sent: SECONDS, throttled: 0, ok: SECONDS });
      assert.equal(outcome.preflight, { sent: SECONDS, throttled: 0, ok: SECONDS });
      assert.equal(outcome.carrier, { sent: 20 * SECONDS, throttled: 0, ok: 20 * SECONDS });
      assert.is(outcome.flood.sent, 100 * SECONDS);
      // A tenant has its minute's 90 at once, and 1.5 a second.
      if (name === "with another tenant's key") assert.is(outcome.flood.ok, 90 + 1.5 * SECONDS - 1);
    } finally {
      await apiGateway.stop();
    }
  });
