import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AssistantKey } from "../../../runtime/secrets/assistant-key";
import { readSecret } from "../../../runtime/secrets/read-secret";
import { fakeSecrets } from "../../helpers/fake-secrets";

const read = (value: string) => readSecret("the-secret", AssistantKey)(fakeSecrets({ "the-secret": value }))();
const missing = (why: string) => E.left({ _tag: "SecretMissing", reason: `secret the-secret: ${why}` });

const test = suite("read-secret");

test("its fields are read", async () => {
  assert.equal(await read('{"ai_api_key":"sk-1"}'), E.right({ ai_api_key: "sk-1" }));
});

for (const [what, value, why] of [
  ["no JSON", "sk-very-secret", "not JSON"],
  ["a field that is missing", '{"api_key":"sk-very-secret"}', "ai_api_key (expected a non-empty string)"],
  ["a field that is blank", '{"ai_api_key":"  "}', "ai_api_key (expected a non-empty string)"],
  ["a field of another type", '{"ai_api_key":["sk-very-secret"]}', "ai_api_key (expected a non-empty string)"],
  ["no object", '"sk-very-secret"', "value (expected { ai_api_key: a non-empty string })"],
] as const) {
  test(`${what} is told by name, never by value`, async () => {
    assert.equal(await read(value), missing(why));
  });
}

test("a secret that is not there keeps the reason of the store", async () => {
  assert.equal(await readSecret("the-secret", AssistantKey)(fakeSecrets({}))(), missing("ResourceNotFoundException"));
});

test.run();
