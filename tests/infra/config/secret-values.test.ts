import * as pulumi from "@pulumi/pulumi";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readSecretValues } from "../../../infra/config/secret-values";

const CANARY = "canary-of-a-token";

const textOf = <A>(output: pulumi.Output<A> | undefined): Promise<A> =>
  new Promise((resolve, reject) => {
    if (output === undefined) reject(new Error("there is no such value"));
    else output.apply(resolve);
  });

test("gives each secret as the JSON text that is stored, marked as a secret", async () => {
  const fields = { ai_api_key: CANARY };

  const { secretValues, faults } = readSecretValues(JSON.stringify({ "openai-api-key/sms": fields }));

  const secret = secretValues["openai-api-key/sms"]?.text;
  assert.equal(faults, []);
  assert.equal(JSON.parse(await textOf(secret)), fields);
  assert.is(await pulumi.isSecret(secret ?? pulumi.output("")), true);
});

test("tells a value from others of the secret, however its fields are ordered, and shows nothing of it", () => {
  const digestOf = (name: string, fields: object) =>
    readSecretValues(JSON.stringify({ [name]: fields })).secretValues[name]?.digest ?? "";

  const [digest, other] = [digestOf("a", { x: "1", y: "2" }), digestOf("a", { x: "1", y: "3" })];

  assert.match(digest, /^[0-9a-f]{8}$/);
  assert.is(digestOf("a", { y: "2", x: "1" }), digest);
  assert.is.not(other, digest);
  assert.is.not(digestOf("b", { x: "1", y: "2" }), digest);
});

const rows: readonly (readonly [text: string, ...faults: readonly string[]])[] = [
  [CANARY, "secretValues must be an object of secret names with their fields"],
  [`["${CANARY}"]`, "secretValues must be an object of secret names with their fields"],
  [`{"a":"${CANARY}"}`, "secretValues.a must be an object of fields"],
  [
    `{"a":{"token":["${CANARY}"]},"b":7}`,
    "secretValues.a.token must be text",
    "secretValues.b must be an object of fields",
  ],
  ...[`{}`, `{"key":"${CANARY}"}`, `{"key":"${"a".repeat(32)}","also":"${CANARY}"}`].map(
    (fields) =>
      [
        `{"receipt-key":${fields}}`,
        "secretValues.receipt-key must have key and also, each of at least 32 letters and digits",
      ] as const,
  ),
  ['{"a":{"token":123456789}}', "secretValues.a.token is a number: put it in quotes"],
];

for (const [text, ...expected] of rows) {
  test(`refuses ${text.replace(CANARY, "…")} by name and never quotes it`, () => {
    const { secretValues, faults } = readSecretValues(text);

    const told = faults.map(({ key, fault }) => `${key} ${fault}`);
    assert.equal([secretValues, told], [{}, expected]);
    assert.not.match(JSON.stringify(faults), CANARY);
  });
}
