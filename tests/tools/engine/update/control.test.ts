import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startControl, type Update } from "../../../../tools/engine/update/control";
import { requestUpdate } from "../../../../tools/engine/update/running-engine";

const summary = { preview: true, changes: [], unchanged: [] };
const update: Update = ({ folder }, { onLine, warn }) => {
  onLine("Running the program …");
  warn("it is late");
  return folder === undefined ? TE.right(summary) : TE.left(`${folder} is another project`);
};

type Sent = { readonly method?: string; readonly path?: string; readonly headers?: Record<string, string> };

const ask = async (url: string, { method = "GET", path = "/", headers = {} }: Sent, body = "") => {
  const [answer] = await once(request(`${url}${path}`, { method, headers }).end(body), "response");
  return [answer.statusCode, await text(answer)];
};

test("passes on what an update says, its end, and its refusal", async () => {
  const control = await startControl(update);
  const lines: string[] = [];
  const done = await requestUpdate({ control }, { preview: true }, (line) => lines.push(line))();
  const refused = await requestUpdate({ control }, { folder: "/x" })();
  await control.stop();
  const gone = await requestUpdate({ control }, {})();

  assert.equal([done, lines], [E.right(summary), ["Running the program …", "warning: it is late"]]);
  assert.equal(refused, E.left("/x is another project"));
  assert.equal(gone, E.left(`the engine runs no more, it does not answer at ${control.url}: npm start starts one`));
});

test("lets in nobody without the token, nor a page that has its own name resolve to this machine", async () => {
  const control = await startControl(update);
  const authorization = `Bearer ${control.token}`;
  const refusals = await Promise.all([
    ask(control.url, {}),
    ask(control.url, { headers: { authorization: `Bearer ${"0".repeat(64)}` } }),
    ask(control.url, { headers: { authorization: control.token } }),
    ask(control.url, { headers: { authorization, host: "rebound.example" } }),
    ask(control.url, { headers: { authorization, origin: control.url } }),
    ask(control.url, { method: "POST", path: "/update", headers: { authorization: "" } }, "{}"),
  ]);
  const admitted = await ask(control.url, { headers: { authorization } });
  const stale = await requestUpdate({ control: { ...control, token: "of-an-older-start" } }, {})();
  await control.stop();

  for (const [status] of refusals) assert.is(status, 403);
  assert.equal(stale, E.left("the key of this start of the local engine is missing: its ready file has it"));
  assert.equal(admitted, [204, ""]);
});

test("says what is wrong with a request", async () => {
  const control = await startControl(update);
  const headers = { authorization: `Bearer ${control.token}` };
  const answers = await Promise.all([
    ask(control.url, { path: "/update", headers }),
    ask(control.url, { method: "POST", path: "/update", headers }, '{"preview":1}'),
    ask(control.url, { method: "POST", path: "/update", headers }, "{"),
  ]);
  await control.stop();

  const [elsewhere, mistyped, torn] = answers;
  assert.equal(elsewhere, [404, '{"error":"there is no GET /update"}']);
  assert.equal(mistyped, [400, '{"error":"preview (expected boolean)"}']);
  assert.is(torn?.[0], 400);
});
