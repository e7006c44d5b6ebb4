import { randomUUID } from "node:crypto";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as assert from "uvu/assert";
import { toAttributes } from "../../runtime/codec/attribute-value";
import { untilQuiet } from "./queues";
import { conversationIn, itemsOf } from "./records";
import { type Answer, call, conversationPath, newRequest, type Request } from "./requests";
import type { Journey } from "./shared-journey";
import { idsOf, keysOf, type Tenant, tenants, tenantsSuite } from "./tenants";

const test = tenantsSuite("every path and every key");

/** Two projects of one company, and one of another. */
const projects = tenants.slice(0, 3);

/** How the caller comes by a key, seen from the project that is asked about. */
type Caller = "client" | "desk" | "foreign client" | "foreign desk" | "removed" | "unknown" | "none";

const callers: readonly Caller[] = ["client", "desk", "foreign client", "foreign desk", "removed", "unknown", "none"];

/** What each may: the status, and the engine's code where it refuses. */
const refused = {
  "foreign client": "404 COMPANY_NOT_FOUND",
  "foreign desk": "404 COMPANY_NOT_FOUND",
  removed: "404 COMPANY_NOT_FOUND",
  unknown: "403 Forbidden",
  none: "403 Forbidden",
} as const;

type Path = {
  readonly sent: (request: Request, tenant: Tenant) => readonly ["GET" | "POST", string, string | undefined];
  readonly expected: Readonly<Record<Caller, string>>;
};

const paths: Readonly<Record<string, Path>> = {
  "POST /initiate-conversation": {
    sent: ({ body }) => ["POST", "/initiate-conversation", JSON.stringify(body)],
    expected: { client: "200", desk: "404 COMPANY_NOT_FOUND", ...refused },
  },
  "GET /conversations/…": {
    sent: ({ requestId }, tenant) => ["GET", conversationPath(requestId, tenant), undefined],
    expected: { client: "200", desk: "200", ...refused },
  },
  "POST /conversations/…/cancel": {
    sent: ({ requestId }, tenant) => ["POST", `${conversationPath(requestId, tenant)}/cancel`, "{}"],
    expected: { client: "409 ALREADY_SENT", desk: "403 NOT_PERMITTED", ...refused },
  },
};

const told = ({ status, body }: Answer): string =>
  status === 200 ? "200" : `${status} ${body.error_code ?? body.message}`;

/** Has a key of the gateway named by no project's record while `use` lasts. */
const withRemovedKey = async (journey: Journey, use: (removed: string) => Promise<void>): Promise<void> => {
  const [, , tenant] = tenants;
  const keys = keysOf(journey, tenant);
  const record = (ids: readonly string[]) =>
    journey.dynamo.send(
      new UpdateItemCommand({
        TableName: journey.ready.tables.company,
        Key: toAttributes(idsOf(tenant)),
        UpdateExpression: "SET api_key_reference = :ids",
        ExpressionAttributeValues: toAttributes({ ":ids": ids }),
      }),
    );
  const ids = keys.map(({ id }) => id);
  await record(ids.slice(1));
  try {
    await use(keys[0]?.value ?? "");
  } finally {
    await record(ids);
  }
};

const valueFor = (journey: Journey, tenant: Tenant, caller: Caller, removed: string): string | undefined => {
  const another = projects.find((one) => one !== tenant) ?? tenant;
  const values: Readonly<Record<Caller, string | undefined>> = {
    client: keysOf(journey, tenant).at(-1)?.value,
    desk: keysOf(journey, tenant, "desk")[0]?.value,
    "foreign client": keysOf(journey, another).at(-1)?.value,
    "foreign desk": keysOf(journey, another, "desk")[0]?.value,
    removed,
    unknown: randomUUID(),
    none: undefined,
  };
  return values[caller];
};

const ask = (journey: Journey, tenant: Tenant, request: Request, { sent }: Path, key: string | undefined) => {
  const [method, path, body] = sent(request, tenant);
  return call(journey.ready, path, body, { method, headers: key === undefined ? {} : { "x-api-key": key } });
};

const newFor = (tenant: Tenant): Request => newRequest("sms", { company_data: idsOf(tenant) });

for (const tenant of projects)
  test(`${tenant.company_id} ${tenant.project_id}: exactly what each key is for, nothing written otherwise, and no client hears what was said`, (journey) =>
    withRemovedKey(journey, async (removed) => {
      const request = newFor(tenant);
      const { "POST /initiate-conversation": initiate, ...others } = paths;
      assert.ok(initiate !== undefined);
      const client = valueFor(journey, tenant, "client", removed);
      assert.is(told(await ask(journey, tenant, request, initiate, client)), "200");
      const record = await conversationIn(journey, request, "initial_message_sent");
      await untilQuiet(journey);
      const before = (await itemsOf(journey, journey.ready.tables.conversations)).length;

      for (const [name, path] of Object.entries(others)) {
        const answers: Record<string, string> = {};
        for (const caller of callers) {
          const answer = await ask(journey, tenant, request, path, valueFor(journey, tenant, caller, removed));
          answers[caller] = told(answer);
          const isTold = caller === "desk" && name.startsWith("GET /conv");
          assert.is(answer.text.includes(request.recipient), isTold, `${caller}: ${name}`);
          assert.is("messages" in answer.body, isTold, `${caller}: ${name}`);
        }
        assert.equal(answers, path.expected, `${tenant.company_id} ${tenant.project_id}: ${name}`);
      }
      const begun: Record<string, string> = { client: "200" };
      for (const caller of callers.filter((one) => one !== "client"))
        begun[caller] = told(
          await ask(journey, tenant, newFor(tenant), initiate, valueFor(journey, tenant, caller, removed)),
        );
      assert.equal(begun, initiate.expected);
      await untilQuiet(journey);
      assert.is((await itemsOf(journey, journey.ready.tables.conversations)).length, before);
      assert.equal([record.company_id, record.project_id], [tenant.company_id, tenant.project_id]);
    }));

test("what the API is, everybody is told, with whatever key or none", (journey) =>
  withRemovedKey(journey, async (removed) => {
    for (const caller of callers) {
      const key = valueFor(journey, tenants[0], caller, removed);
      const headers = key === undefined ? {} : { "x-api-key": key };
      const { status } = await call(journey.ready, "/openapi.json", undefined, { method: "GET", headers });
      assert.is(status, 200, caller);
    }
  }));
