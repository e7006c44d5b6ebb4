import { generateKeyPairSync, sign } from "node:crypto";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Asked, refusalOf } from "../../../../tools/console/server/guard";
import { makeKnownTabs } from "../../../../tools/console/server/known-tabs";
import { temporaryFolder } from "../../../helpers/temporary-folder";

const PORT = 4011;
type Given = Partial<
  Omit<Asked, "headers"> & { host: string | undefined; origin: string; fetchSite: string | undefined }
>;

/** As the page's own reading, but for what is given. */
const statusOf = ({ method = "GET", path = "/api/about", ...given }: Given): number | undefined => {
  const { host, origin, fetchSite } = { host: "127.0.0.1:4011", fetchSite: "same-origin", ...given };
  return refusalOf(PORT, { method, path, headers: { host, origin, "sec-fetch-site": fetchSite } })?.status;
};

const letIn: readonly (readonly [string, Given])[] = [
  ["the page's own reading", {}],
  ["the same by the other name of this machine", { host: "localhost:4011", origin: "http://localhost:4011" }],
  ["the page's own change", { method: "POST", origin: "http://127.0.0.1:4011" }],
  ["an address that was typed", { path: "/", fetchSite: "none" }],
  ["a program without a browser that reads", { fetchSite: undefined }],
];

for (const [what, asked] of letIn) test(`lets in ${what}`, () => assert.is(statusOf(asked), undefined));

const keptOut: readonly (readonly [string, Given, number])[] = [
  ["a name that was made to point here (DNS rebinding)", { host: "evil.example:4011" }, 403],
  ["such a name that begins like ours", { host: "127.0.0.1.evil.example:4011" }, 403],
  ["another port's name", { host: "127.0.0.1:4012" }, 403],
  ["no name", { host: undefined }, 403],
  ["another site's reading", { origin: "https://evil.example" }, 403],
  ["another port's reading", { origin: "http://127.0.0.1:4010" }, 403],
  ["our origin with TLS, which nobody speaks here", { origin: "https://127.0.0.1:4011" }, 403],
  ["our other name's page", { origin: "http://localhost:4011" }, 403],
  ["a page without an origin", { origin: "null" }, 403],
  ["another site's change", { method: "POST", origin: "https://evil.example" }, 403],
  ["a change from nowhere", { method: "POST" }, 403],
  ["a request of another site", { fetchSite: "cross-site" }, 403],
  ["a request of another port", { fetchSite: "same-site" }, 403],
  ["data that were typed into the address", { fetchSite: "none" }, 403],
  ["another site's link to the page", { path: "/", fetchSite: "cross-site" }, 403],
  ["another method", { method: "PUT", origin: "http://127.0.0.1:4011" }, 405],
  ["a preflight", { method: "OPTIONS" }, 405],
];

for (const [what, asked, status] of keptOut) test(`keeps out ${what}`, () => assert.is(statusOf(asked), status));

test("lets a tab come back that signs for this port, once, within a day", () => {
  let now = 0;
  const tabs = makeKnownTabs(join(temporaryFolder(), "tabs.json"), () => now);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = publicKey.export({ format: "der", type: "spki" }).toString("base64");
  const proof = (port: number, nonce = tabs.nonce()) => ({
    key,
    nonce,
    signature: sign("sha256", Buffer.from(`console ${port} ${nonce}`), {
      key: privateKey,
      dsaEncoding: "ieee-p1363",
    }).toString("base64"),
  });
  assert.not(tabs.comesBack(proof(PORT), PORT), "a tab that nobody let in");
  tabs.letIn(key);
  const once = proof(PORT);
  assert.ok(tabs.comesBack(once, PORT));
  assert.not(tabs.comesBack(once, PORT), "what was signed once");
  assert.not(tabs.comesBack(proof(PORT + 1), PORT), "what was signed for another port");
  assert.not(tabs.comesBack(proof(PORT, "a nonce of one's own"), PORT));
  assert.not(tabs.comesBack({ ...proof(PORT), signature: "AAAA" }, PORT));
  now = 25 * 3_600_000;
  assert.not(tabs.comesBack(proof(PORT), PORT), "a day later");
});
