import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { signedHeaders, WebhookSecret } from "../../../runtime/webhooks/signature";

const keyOf = (letter: string, bytes = 32): string => `whsec_${Buffer.from(letter.repeat(bytes)).toString("base64")}`;
const [NEW, OLD, OTHER] = ["n", "o", "x"].map((letter) => keyOf(letter)) as [string, string, string];

type Vector = {
  readonly secret: WebhookSecret;
  readonly id: string;
  readonly body: string;
  readonly at: string;
  readonly signature: string;
};
/** For every implementation of the same: what the reference library has signed. */
const vectors: readonly Vector[] = JSON.parse(readFileSync(join(__dirname, "signatures.json"), "utf8"));

const signed = { id: "msg_1", body: '{"type":"message.received","data":{"content":"Größe 😀"}}' };

const accepts = (key: string, headers: Readonly<Record<string, string>>, body = signed.body): boolean => {
  try {
    new Webhook(key).verify(body, { ...headers });
    return true;
  } catch {
    return false;
  }
};

for (const [n, { secret, at, signature, ...one }] of vectors.entries())
  test(`the ${n + 1}. event that is written down is signed as the reference library signs it`, () => {
    const headers = signedHeaders(secret, one, new Date(at));
    const byLibrary = Object.values(secret).map((key) => new Webhook(key).sign(one.id, new Date(at), one.body));

    assert.is(headers["webhook-signature"], signature);
    assert.is(byLibrary.join(" "), signature);
    assert.equal([headers["webhook-id"], headers["webhook-timestamp"]], [one.id, String(Date.parse(at) / 1_000)]);
  });

test("the reference library takes what we sign, and nothing that somebody forged or changed, or that is stale", () => {
  const now = new Date();
  const headers = signedHeaders({ webhook_secret: NEW }, signed, now);
  const minutesOff = (minutes: number) =>
    signedHeaders({ webhook_secret: NEW }, signed, new Date(now.getTime() + minutes * 60_000));

  assert.ok(accepts(NEW, headers));
  assert.equal(
    [
      accepts(OTHER, headers),
      accepts(NEW, headers, `${signed.body} `),
      accepts(NEW, { ...headers, "webhook-id": "msg_2" }),
      accepts(NEW, { ...headers, "webhook-timestamp": String(Number(headers["webhook-timestamp"]) - 1) }),
      accepts(NEW, minutesOff(-6)),
      accepts(NEW, minutesOff(6)),
    ],
    Array(6).fill(false),
  );
});

test("while the key is changed, whoever has the new one or the one before it takes the same post", () => {
  const headers = signedHeaders({ webhook_secret: NEW, previous_webhook_secret: OLD }, signed, new Date());
  assert.equal(
    [NEW, OLD, OTHER].map((key) => accepts(key, headers)),
    [true, true, false],
  );
});

test("a key is whsec_ and 24 to 64 bytes in base64", () => {
  const isKey = (webhook_secret: unknown): boolean => WebhookSecret.is({ webhook_secret });
  for (const bytes of [24, 25, 26, 32, 63, 64]) assert.ok(isKey(keyOf("k", bytes)), String(bytes));
  const wrong = [
    keyOf("k", 23),
    keyOf("k", 65),
    NEW.slice(6),
    `${NEW}=`,
    `${NEW}\n`,
    NEW.replace("=", ""),
    "",
    undefined,
  ];
  assert.equal(wrong.map(isKey), Array(wrong.length).fill(false));
  assert.not.ok(WebhookSecret.is({ webhook_secret: NEW, previous_webhook_secret: "" }));
});
