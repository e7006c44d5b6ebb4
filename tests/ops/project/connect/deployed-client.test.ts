import { suite } from "uvu";
import * as assert from "uvu/assert";
import { deployedClient } from "../../../../ops/project/connect/deployed-client";
import { temporaryFolder } from "../../../local/temporary-folder";
import { onThePath } from "./on-the-path";

const test = suite("deployedClient");

const key = { company_id: "ci-ccc-003", project_id: "pi-ccc-001", label: "1", id: "k1", value: "secret" };

const toldBy = (script: string) => onThePath("npx", script, deployedClient(temporaryFolder(), "dev"));

test("address and keys come from the stack's outputs, which Pulumi is asked for", async () => {
  const outputs = JSON.stringify({ apiUrl: "https://api.example/dev", apiKeys: [key], other: 1 });
  const asked = "pulumi stack output --stack dev --json --show-secrets";
  const told = await toldBy(`[ "$*" = "${asked}" ] && echo '${outputs}'`);
  assert.equal(told, { apiUrl: "https://api.example/dev", apiKeys: [key], other: 1 });
});

test("Pulumi's refusal is told in its own words", async () => {
  const failed = await toldBy(`echo "error: no stack named 'dev' found" >&2; exit 255`).catch(String);
  assert.match(String(failed), /npx pulumi stack output .* failed: error: no stack named 'dev' found/);
});

test("outputs that lack something are said to, without what they hold", async () => {
  const failed = await toldBy(`echo '{"apiUrl":"https://api.example/dev","apiKeys":"canary"}'`).catch(String);
  assert.match(String(failed), /the outputs of the stack dev lack something: apiKeys/);
  assert.not.match(String(failed), /canary/);
});

test.run();
