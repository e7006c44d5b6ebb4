import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type SecretsManager, startSecretsManager } from "../../../../tools/aws/secrets-manager/secrets-manager";
import { accessKey, secretsAt, signedWith } from "../../../helpers/local-clients";

type Running = {
  readonly manager: SecretsManager;
  readonly client: SecretsManagerClient;
  readonly clock: { now: number };
};

const secretsManager = suite("Secrets Manager");

/** A test with the real SDK client against a stand-in of its own. */
const test = (title: string, act: (running: Running) => Promise<void>): void =>
  secretsManager(title, async () => {
    const clock = { now: Date.parse("2026-11-20T10:39:00.000Z") };
    const manager = await startSecretsManager({ accessKey, now: () => clock.now });
    const client = secretsAt(manager.url, { maxAttempts: 1 });
    try {
      await act({ manager, client, clock });
    } finally {
      client.destroy();
      await manager.stop();
    }
  });

/** The answer's own fields. */
const fieldsOf = <T extends { readonly $metadata: unknown }>({ $metadata: _, ...fields }: T): Omit<T, "$metadata"> =>
  fields;

/** The service's error as `Name: message`, or what it answered. */
const refusal = (answer: Promise<unknown>): Promise<unknown> =>
  answer.catch((error: Error) => `${error.name}: ${error.message}`);

const NAME = "ai-multi-comms/openai-api-key/sms-dev";
const get = (SecretId: string, more: object = {}) => new GetSecretValueCommand({ SecretId, ...more });

test("a secret is read by name, by ARN and by ARN without its suffix", async ({ manager, client, clock }) => {
  const { arn, versionId } = manager.secrets.put(NAME, '{"ai_api_key":"k"}');
  assert.match(arn, /^arn:aws:secretsmanager:eu-north-1:000000000000:secret:ai-multi-comms\/.*-[A-Za-z0-9]{6}$/);

  for (const id of [NAME, arn, arn.slice(0, -7)])
    assert.equal(fieldsOf(await client.send(get(id))), {
      ARN: arn,
      Name: NAME,
      VersionId: versionId,
      SecretString: '{"ai_api_key":"k"}',
      VersionStages: ["AWSCURRENT"],
      CreatedDate: new Date(clock.now),
    });
});

test("missing secrets and values are told in AWS's own words", async ({ manager, client }) => {
  assert.is(
    await refusal(client.send(get("nothing"))),
    "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
  );
  manager.secrets.create(NAME, { description: "set later by hand" });
  assert.is(
    await refusal(client.send(get(NAME))),
    "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  );
  assert.is(
    await refusal(client.send(get(NAME, { VersionId: "00000000-0000-0000-0000-000000000000" }))),
    "ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: 00000000-0000-0000-0000-000000000000",
  );
});

test("a new value becomes current, the one before it previous, and older ones lose their labels", async ({
  manager,
  client,
}) => {
  manager.secrets.create(NAME);
  const ids: (string | undefined)[] = [];
  for (const SecretString of ["one", "two", "three"])
    ids.push((await client.send(new PutSecretValueCommand({ SecretId: NAME, SecretString }))).VersionId);

  assert.is((await client.send(get(NAME))).SecretString, "three");
  assert.is((await client.send(get(NAME, { VersionStage: "AWSPREVIOUS" }))).SecretString, "two");
  assert.is((await client.send(get(NAME, { VersionId: ids[0] }))).SecretString, "one");
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: NAME }));
  assert.equal(VersionIdsToStages, { [ids[1] ?? ""]: ["AWSPREVIOUS"], [ids[2] ?? ""]: ["AWSCURRENT"] });
});

test("the same request token stores once, and is refused for another value", async ({ manager, client }) => {
  const { arn } = manager.secrets.create(NAME);
  const put = (SecretString: string) =>
    client.send(new PutSecretValueCommand({ SecretId: NAME, SecretString, ClientRequestToken: "t".repeat(32) }));
  assert.is((await put("a")).VersionId, (await put("a")).VersionId);
  assert.is(
    await refusal(put("b")),
    `ResourceExistsException: You can't use ClientRequestToken ${"t".repeat(32)} because that value is already in use for a version of secret ${arn}.`,
  );
});

test("secrets are created with or without a value, described and listed", async ({ client, clock }) => {
  const created = await client.send(new CreateSecretCommand({ Name: "a/1", SecretString: "x", Description: "d" }));
  const empty = await client.send(new CreateSecretCommand({ Name: "b/1" }));
  assert.is(empty.VersionId, undefined);
  assert.is(
    await refusal(client.send(new CreateSecretCommand({ Name: "a/1" }))),
    "ResourceExistsException: The operation failed because the secret a/1 already exists.",
  );
  clock.now += 1000;
  await client.send(new PutSecretValueCommand({ SecretId: "b/1", SecretString: "y" }));

  assert.equal(fieldsOf(await client.send(new DescribeSecretCommand({ SecretId: "a/1" }))), {
    ARN: created.ARN,
    Name: "a/1",
    Description: "d",
    CreatedDate: new Date(clock.now - 1000),
    LastChangedDate: new Date(clock.now - 1000),
    VersionIdsToStages: { [created.VersionId ?? ""]: ["AWSCURRENT"] },
  });
  const { SecretList = [] } = await client.send(new ListSecretsCommand({}));
  assert.equal(
    SecretList.map(({ Name }) => Name),
    ["a/1", "b/1"],
  );
});

test("a deleted secret cannot be read, can be restored, and is gone when its window is over", async ({
  manager,
  client,
  clock,
}) => {
  manager.secrets.put(NAME, "v");
  manager.secrets.delete(NAME, 7);
  const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId: NAME }));
  assert.equal(DeletedDate, new Date(clock.now + 7 * 86_400_000));
  assert.is(
    await refusal(client.send(get(NAME))),
    "InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
  );
  assert.is(
    await refusal(client.send(new CreateSecretCommand({ Name: NAME }))),
    "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
  );
  assert.equal((await client.send(new ListSecretsCommand({}))).SecretList, []);
  await client.send(new RestoreSecretCommand({ SecretId: NAME }));
  assert.is((await client.send(get(NAME))).SecretString, "v");

  manager.secrets.delete(NAME, 30);
  clock.now += 30 * 86_400_000;
  const gone = await refusal(client.send(new RestoreSecretCommand({ SecretId: NAME })));
  assert.match(String(gone), /^ResourceNotFoundException/);
});

test("a deletion without a window is immediate, and fine for a secret that is not there", async ({ manager }) => {
  manager.secrets.put(NAME, "v");
  manager.secrets.delete(NAME, 0);
  manager.secrets.delete(NAME, 0);
  assert.equal(manager.secrets.names(), []);
});

test("unknown operations and parameters are named", async ({ manager, client }) => {
  assert.is(
    await refusal(client.send(new GetRandomPasswordCommand({}))),
    "UnknownOperationException: The local Secrets Manager has no operation GetRandomPassword.",
  );
  manager.secrets.put(NAME, "v");
  assert.is(
    await refusal(client.send(new CreateSecretCommand({ Name: "x", AddReplicaRegions: [{ Region: "eu-west-1" }] }))),
    "InvalidParameterException: AddReplicaRegions is not supported by the local Secrets Manager.",
  );
});

test("a body that is not JSON is refused, and a taken port is named", async ({ manager }) => {
  const headers = { "x-amz-target": "secretsmanager.GetSecretValue", authorization: signedWith(accessKey) };
  const response = await fetch(manager.url, { method: "POST", body: "oops", headers });
  assert.is(response.status, 400);
  assert.match(await response.text(), /"__type":"SerializationException"/);

  const port = Number(new URL(manager.url).port);
  assert.is(
    await refusal(startSecretsManager({ accessKey, port })),
    `Error: port ${port} for Secrets Manager is already in use`,
  );
});
