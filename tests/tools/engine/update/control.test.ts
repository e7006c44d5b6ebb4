import { request } from "node:http";
import { text } from "node:stream/consumers";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startControl } from "../../../../tools/engine/update/control";
import { requestUpdate } from "../../../../tools/engine/update/running-engine";
import type { Updater } from "../../../../tools/engine/update/updater";

const test = suite("the engine's control");

const summary = { preview: true, changes: [], unchanged: [] };
const updater: Updater = {
  update: async ({ folder }, onLine) => {
    onLine("Running the program …");
    if (folder !== undefined) throw new Error(`${folder} is another project`);
    return summary;
  },
  stop: async () => undefined,
};

type Sent = { readonly method?: string; readonly path?: string; readonly headers?: Record<string, string> };

const ask = (url: string, { method = "GET", path = "/", headers = {} }: Sent, body = "") =>
  new Promise<readonly [number | undefined, string]>((resolve, reject) => {
    const asking = request(`${url}${path}`, { method, headers }, (answer) => {
      text(answer).then((content) => resolve([answer.statusCode, content]), reject);
    });
    asking.once("error", reject);
    asking.end(body);
  });

test("passes on what an update says, its end, and its refusal", async () => {
  const control = await startControl(updater);
  const lines: string[] = [];
  const done = await requestUpdate({ control }, { preview: true }, (line) => lines.push(line));
  const refused = await requestUpdate({ control }, { folder: "/x" }).catch(({ message }) => message);
  await control.stop();
  const gone = await requestUpdate({ control }, {}).catch(({ message }) => message);

  assert.equal([done, lines], [summary, ["Running the program …"]]);
  assert.is(refused, "/x is another project");
  assert.is(gone, `the engine does not answer at ${control.url}: is it still running?`);
});

test("lets in nobody without the token, nor a page that has its own name resolve to this machine", async () => {
  const control = await startControl(updater);
  const authorization = `Bearer ${control.token}`;
  const refusals = await Promise.all([
    ask(control.url, {}),
    ask(control.url, { headers: { authorization: `Bearer ${"0".repeat(64)}` } }),
    ask(control.url, { headers: { authorization: control.token } }),
    ask(control.url, { headers: { authorization, host: "rebound.example" } }),
    ask(control.url, { method: "POST", path: "/update", headers: { authorization: "" } }, "{}"),
  ]);
  const admitted = await ask(control.url, { headers: { authorization } });
  await control.stop();

  for (const refusal of refusals) assert.equal(refusal, [403, '{"error":"not admitted"}\n']);
  assert.equal(admitted, [204, ""]);
});

test("says what is wrong with a request", async () => {
  const control = await startControl(updater);
  const headers = { authorization: `Bearer ${control.token}` };
  const answers = await Promise.all([
    ask(control.url, { path: "/update", headers }),
    ask(control.url, { method: "POST", path: "/update", headers }, '{"preview":1}'),
    ask(control.url, { method: "POST", path: "/update", headers }, "{"),
  ]);
  await control.stop();

  assert.equal(answers.slice(0, 2), [
    [404, '{"error":"there is no GET /update"}\n'],
    [400, '{"error":"preview must be true or false"}\n'],
  ]);
  assert.is(answers[2]?.[0], 400);
});

test.run();
