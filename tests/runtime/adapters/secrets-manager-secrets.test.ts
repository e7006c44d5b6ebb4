import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as E from "fp-ts/Either";
import * as T from "fp-ts/Task";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { secretsManagerSecrets, withMemory } from "../../../runtime/adapters/secrets-manager-secrets";
import type { SecretMissing, Secrets } from "../../../runtime/ports/secrets";
import { type SecretsManager, startSecretsManager } from "../../../tools/aws/secrets-manager/secrets-manager";
import { accessKey, secretsAt } from "../../helpers/local-clients";
import { manualClock } from "../../helpers/time-and-chance";

const clientAt = (endpoint: string): SecretsManagerClient => secretsAt(endpoint, { maxAttempts: 1 });

const notThere = (reason: string) => E.left({ _tag: "SecretMissing", reason });

const testSecretsManagerSecrets = suite<{ manager: SecretsManager; client: SecretsManagerClient }>(
  "secrets-manager-secrets",
);

testSecretsManagerSecrets.before(async (context) => {
  context.manager = await startSecretsManager({ accessKey });
  context.client = clientAt(context.manager.url);
});
testSecretsManagerSecrets.after(async ({ manager, client }) => {
  client.destroy();
  await manager.stop();
});

testSecretsManagerSecrets("a secret's text is read as it is, at every call", async ({ manager, client }) => {
  const { get } = secretsManagerSecrets(client);
  manager.secrets.put("a", '{"ai_api_key":"one"}');
  const first = await get("a")();
  manager.secrets.put("a", '{"ai_api_key":"two"}');

  assert.equal([first, await get("a")()], [E.right('{"ai_api_key":"one"}'), E.right('{"ai_api_key":"two"}')]);
});

testSecretsManagerSecrets(
  "a secret that is not there, or is empty of text, is told by name",
  async ({ manager, client }) => {
    const { get } = secretsManagerSecrets(client);
    manager.secrets.create("empty");

    assert.equal(await get("nowhere")(), notThere("secret nowhere: ResourceNotFoundException"));
    assert.equal(await get("empty")(), notThere("secret empty: ResourceNotFoundException"));
  },
);

testSecretsManagerSecrets("a store that cannot be reached is told too", async () => {
  const result = await secretsManagerSecrets(clientAt("http://127.0.0.1:9")).get("a")();

  assert.is(E.isLeft(result) && result.left._tag, "SecretMissing");
  assert.match(E.isLeft(result) ? result.left.reason : "", /^secret a: \w+$/);
});

const FIVE_MINUTES = 300_000;
const missing: SecretMissing = { _tag: "SecretMissing", reason: "secret a: ThrottlingException" };

/** A memory over a store whose answers the test gives, one per read; reads are counted by name. */
const remembering = (...answers: readonly E.Either<SecretMissing, string>[]) => {
  const reads: string[] = [];
  const get: Secrets["get"] = (name) => async () => {
    const answer = answers[reads.length] ?? E.right(`${name} at read ${reads.length + 1}`);
    reads.push(name);
    return answer;
  };
  const clock = manualClock();
  return { ...withMemory({ get }, clock), reads, clock };
};

const testWithMemory = suite("with-memory");

testWithMemory("a secret is read once and remembered for five minutes", async () => {
  const { get, reads, clock } = remembering();
  const seen = [await get("a")()];
  for (const ms of [FIVE_MINUTES - 1, 1]) {
    clock.advance(ms);
    seen.push(await get("a")());
  }
  assert.equal(seen, [E.right("a at read 1"), E.right("a at read 1"), E.right("a at read 2")]);
  assert.equal(reads, ["a", "a"]);
});

testWithMemory("many that ask at once share one read", async () => {
  const { get, reads } = remembering();
  const seen = await Promise.all(Array.from({ length: 50 }, () => get("a")()));
  assert.equal([seen, reads], [Array(50).fill(E.right("a at read 1")), ["a"]]);
});

testWithMemory("every name has a memory of its own", async () => {
  const { get } = remembering();
  assert.equal(
    [await get("a")(), await get("b")(), await get("a")()],
    [E.right("a at read 1"), E.right("b at read 2"), E.right("a at read 1")],
  );
});

testWithMemory("a failure is not remembered", async () => {
  const { get, reads } = remembering(E.left(missing));
  assert.equal([await get("a")(), await get("a")()], [E.left(missing), E.right("a at read 2")]);
  assert.is(reads.length, 2);
});

testWithMemory("a read that breaks is not remembered either", async () => {
  let reads = 0;
  const breaking: Pick<Secrets, "get"> = {
    get: (name) => () => {
      reads += 1;
      return reads === 1 ? Promise.reject(new Error("unforeseen")) : T.of(E.right(`${name} at read ${reads}`))();
    },
  };
  const { get } = withMemory(breaking, manualClock());

  const first = await get("a")().catch(({ message }: Error) => message);

  assert.equal([first, await get("a")()], ["unforeseen", E.right("a at read 2")]);
});

testWithMemory("a read that ends late does not make a newer one forgotten", async () => {
  const gates: ((answer: E.Either<SecretMissing, string>) => void)[] = [];
  const { get, forget } = withMemory({ get: () => () => new Promise((resolve) => gates.push(resolve)) }, manualClock());

  const first = get("a")();
  forget("a")();
  const second = get("a")();
  gates[1]?.(E.right("new"));
  await second;
  gates[0]?.(E.left(missing));
  await first;

  assert.equal(await get("a")(), E.right("new"));
  assert.is(gates.length, 2);
});

testWithMemory("the latest value is read past the memory, but once in five seconds, and is remembered", async () => {
  const { get, getLatest, reads, clock } = remembering();
  const seen = [await get("a")()];
  for (const ms of [4_999, 1, 4_999]) {
    clock.advance(ms);
    seen.push(await getLatest("a")(), await getLatest("a")(), await get("a")());
  }
  const [first, second] = [E.right("a at read 1"), E.right("a at read 2")];
  assert.equal(seen, [first, first, first, first, ...Array(6).fill(second)]);
  assert.equal(reads, ["a", "a"]);
});

testWithMemory("after credentials were not accepted they are read anew, and no others", async () => {
  const { get, forget, reads } = remembering();
  for (const name of ["a", "b"]) await get(name)();
  forget("a")();
  for (const name of ["a", "b"]) await get(name)();
  assert.equal(reads, ["a", "b", "a"]);
});
