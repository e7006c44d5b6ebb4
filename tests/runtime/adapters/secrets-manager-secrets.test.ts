import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type SecretsManager, startSecretsManager } from "../../../local/secrets-manager/secrets-manager";
import { secretsManagerSecrets } from "../../../runtime/adapters/secrets-manager-secrets";

const clientAt = (endpoint: string): SecretsManagerClient =>
  new SecretsManagerClient({
    region: "eu-north-1",
    endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });

const missing = (reason: string) => E.left({ _tag: "SecretMissing", reason });

const test = suite<{ manager: SecretsManager; client: SecretsManagerClient }>("secrets-manager-secrets");

test.before(async (context) => {
  context.manager = await startSecretsManager();
  context.client = clientAt(context.manager.url);
});
test.after(async ({ manager, client }) => {
  client.destroy();
  await manager.stop();
});

test("a secret's text is read as it is, at every call", async ({ manager, client }) => {
  const { get } = secretsManagerSecrets(client);
  manager.secrets.put("a", '{"ai_api_key":"one"}');
  const first = await get("a")();
  manager.secrets.put("a", '{"ai_api_key":"two"}');

  assert.equal([first, await get("a")()], [E.right('{"ai_api_key":"one"}'), E.right('{"ai_api_key":"two"}')]);
});

test("a secret that is not there, is empty of text or cannot be read is told by name", async ({ manager, client }) => {
  const { get } = secretsManagerSecrets(client);
  manager.secrets.create("empty");
  manager.secrets.put("throttled", "very secret");
  manager.failNext("throttled", "throttling");

  assert.equal(await get("nowhere")(), missing("secret nowhere: ResourceNotFoundException"));
  assert.equal(await get("empty")(), missing("secret empty: ResourceNotFoundException"));
  assert.equal(await get("throttled")(), missing("secret throttled: ThrottlingException"));
});

test("a store that cannot be reached is told too", async () => {
  const result = await secretsManagerSecrets(clientAt("http://127.0.0.1:9")).get("a")();

  assert.is(E.isLeft(result) && result.left._tag, "SecretMissing");
  assert.match(E.isLeft(result) ? result.left.reason : "", /^secret a: \w+$/);
});

test.run();
