import { GetItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import * as assert from "uvu/assert";
import { fromAttributes, toAttributes } from "../../runtime/codec/attribute-value";
import type { JsonObject } from "../../runtime/codec/json";
import { consentKeyOf } from "../../runtime/conversation/consent";
import { sealReference } from "../../runtime/conversation/reference";
import { journeySuite } from "./engines";
import { eventually } from "./eventually";
import { project, secretOf, write } from "./people";
import type { Journey } from "./shared-journey";

const test = journeySuite("what people write back");

const consentOf = async (journey: Journey, address: string): Promise<JsonObject | undefined> => {
  const { Item } = await journey.dynamo.send(
    new GetItemCommand({
      TableName: journey.ready.tables.conversations,
      Key: toAttributes(consentKeyOf(secretOf(journey, "consent-key"), project.company_id, address)),
      ConsistentRead: true,
    }),
  );
  return Item && fromAttributes(Item);
};

test("is queued once it is signed, and answered with nothing to say", async (journey) => {
  const { status, text, sid } = await write(journey, "Yes please");

  assert.equal([status, text], [200, "<Response/>"]);
  await eventually("its line in the log", async () =>
    journey.heard.lines.find(({ line }) => line.includes("inbound_queued") && line.includes(sid)),
  );
});

test("is refused where it is forged, and a STOP of a forger's changes nothing", async (journey) => {
  const { status, from } = await write(journey, "STOP", "a-forgers-token");

  assert.is(status, 403);
  assert.is(await consentOf(journey, from), undefined);
});

test("is on record before it is answered where it says STOP", async (journey) => {
  const { status, from, sid } = await write(journey, "Stop.");

  assert.is(status, 200);
  const { state, set_by, history } = (await consentOf(journey, from)) ?? {};
  assert.equal([state, set_by], ["suppressed", "person"]);
  assert.equal(
    (history as readonly JsonObject[]).map(({ source, evidence }) => [source, evidence]),
    [["keyword", sid]],
  );
});

const unsubscribeUrl = (journey: Journey, address: string, key = secretOf(journey, "consent-key")): string =>
  `${journey.ready.apiUrl}/unsubscribe/${sealReference(key, { kind: "unsubscribe", ...project, address })}`;

const everything = async ({ dynamo, ready }: Journey): Promise<string> => {
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: ready.tables.conversations }));
  return JSON.stringify(Items.filter(({ primary_channel }) => primary_channel?.S?.startsWith("consent#")));
};

const clicks: readonly RequestInit[] = [
  { body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) },
  {
    body: '--b1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b1--\r\n',
    headers: { "content-type": "multipart/form-data; boundary=b1" },
  },
];

test("no link is pressed by the thousand programs that look at it", async (journey) => {
  const url = unsubscribeUrl(journey, "scanned@example.com");
  const before = await everything(journey);

  const statuses: number[] = [];
  for (let round = 0; round < 50; round += 1)
    statuses.push(...(await Promise.all(Array.from({ length: 20 }, async () => (await fetch(url)).status))));

  assert.equal([...new Set(statuses)], [200]);
  assert.is(await everything(journey), before);
});

test("one click is on record before it is answered, in both encodings and as often as it comes", async (journey) => {
  for (const [at, click] of clicks.entries()) {
    const address = `clicked-${at}@example.com`;
    for (const _ of [1, 2]) {
      const answer = await fetch(unsubscribeUrl(journey, address), { method: "POST", redirect: "error", ...click });
      assert.equal([answer.status, answer.headers.get("set-cookie")], [200, null]);
      const { state, source } = (await consentOf(journey, address)) ?? {};
      assert.equal([state, source], ["suppressed", "unsubscribe_link"]);
    }
  }
});

test("a broken link and another stack's lead nowhere", async (journey) => {
  const url = unsubscribeUrl(journey, "ada@example.com");
  for (const wrong of [url.slice(0, -3), unsubscribeUrl(journey, "ada@example.com", "another-key")])
    for (const sent of [{}, { method: "POST", ...clicks[0] }]) assert.is((await fetch(wrong, sent)).status, 404);
});
