import { request } from "node:http";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHearers } from "../../../../tools/console/api/hearers";
import type { Changed } from "../../../../tools/console/api/push";
import { until } from "../../../helpers/time-and-chance";
import { aConsole, aRow, closeConsoles, cookieAt, emptySource } from "./a-console";

test.after.each(closeConsoles);

const rowOf = (id: string, status: string) => aRow(id, { status, preview: "line\nbreak" });

test("changes go out in batches, the last of each conversation, beside pictures and actions; and only while a page is open", async () => {
  const changes = makeHearers<Changed>();
  const { port, own } = await aConsole({ source: { ...emptySource, onChange: changes.hear } });
  await own("GET", "/api/about");
  assert.is(changes.count(), 0);
  let heard = "";
  const headers = { host: `127.0.0.1:${port}`, cookie: cookieAt(port) };
  const stream = request({ port, host: "127.0.0.1", path: "/api/events", headers }, (answer) => {
    assert.is(answer.headers["content-type"], "text/event-stream; charset=utf-8");
    answer.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
    });
    answer.on("error", () => undefined);
  });
  stream.on("error", () => undefined);
  stream.end();
  await until("a listener", () => changes.count() === 1);
  changes.tell({ changed: [rowOf("a", "processing"), rowOf("b", "processing")], gone: [], total: 2 });
  changes.tell({ changed: [rowOf("a", "initial_message_sent")], gone: ["b"], total: 1 });
  await own("POST", "/api/actions/echo", { word: "yes" });
  await until("all kinds", () =>
    ["picture", "conversations", "action"].every((kind) => heard.includes(`event: ${kind}\n`)),
  );
  const [, data = "{}"] = /event: conversations\ndata: (.*)\n\n/.exec(heard) ?? [];
  assert.equal(JSON.parse(data), { changed: [rowOf("a", "initial_message_sent")], gone: ["b"], total: 1 });
  stream.destroy();
  await until("nobody hears", () => changes.count() === 0);
});
