import { execFileSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { askingCodes, type ErrorCode, statusOf } from "../../../../runtime/request/error-code";
import { examples } from "../../../../tools/console/page/try/examples";
import { curlText } from "../../../../tools/console/page/try/try-request";

const test = suite("the curl line of the form");

const body = JSON.stringify({ name: `O'Brien "$(id)" \\ \`id\`` });

test("gives a shell the very body and key, whatever is in them", () => {
  const command = curlText("http://127.0.0.1:1/x", body, "k'ey").replace(/^curl/, "printf '%s\\n'");
  const given = execFileSync("bash", ["-c", command]).toString().trimEnd().split("\n");
  assert.equal(given, [
    "-s",
    "http://127.0.0.1:1/x",
    "-H",
    "x-api-key: k'ey",
    "-H",
    "content-type: application/json",
    "-d",
    body,
  ]);
});

test("leaves a key that was not asked for to a variable", () => {
  assert.match(curlText(null, "{}", undefined), 'API_URL/initiate-conversation \\\n  -H "x-api-key: $API_KEY"');
});

const testExamples = suite("the examples of the form");

testExamples("stand for every code of the contract, in its order, but for what nobody foresaw", () => {
  assert.equal(
    examples.map(({ code }) => code).filter((code) => code !== "Forbidden"),
    Object.keys(statusOf).filter((code) => code !== "INTERNAL_ERROR" && !askingCodes.includes(code as ErrorCode)),
  );
});
