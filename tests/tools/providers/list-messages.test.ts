import * as assert from "uvu/assert";
import { accountSid, twilioClient, twilioSuite } from "./clients";

const from = "+447400000001";
const to = "+447400123456";

const test = twilioSuite("list-messages");

test("all pages are listed, newest first, by sender and recipient", async ({ client }) => {
  const sids: string[] = [];
  for (let count = 0; count < 5; count += 1)
    sids.push((await client.messages.create({ from, to, body: `${count}` })).sid);
  await client.messages.create({ from, to: "+447400999999", body: "another recipient" });
  await client.messages.create({ from: "+447400000002", to, body: "another sender" });
  const listed = await client.messages.list({ from, to, pageSize: 2 });
  assert.equal(
    listed.map(({ sid }) => sid),
    [...sids].reverse(),
  );
  assert.is((await client.messages.list()).length, 7);
});

test("a page names the next one until the last", async ({ client }) => {
  for (const body of ["one", "two", "three"]) await client.messages.create({ from, to, body });
  const first = await client.messages.page({ to, pageSize: 2 });
  const second = await first.nextPage();
  const end = await second?.nextPage();
  assert.equal(
    [first, second].map((page) => page?.instances.map(({ body }) => body)),
    [["three", "two"], ["one"]],
  );
  assert.is(end, undefined);
});

test("an account sees only its own messages", async ({ twilio, client }) => {
  await client.messages.create({ from, to, body: "Hello" });
  const other = twilioClient(twilio.url, `AC${"b".repeat(32)}`);
  assert.equal(await other.messages.list({ to }), []);
});

test("a filter that is not known is refused by name", async ({ twilio }) => {
  const answer = await fetch(`${twilio.url}/2010-04-01/Accounts/${accountSid}/Messages.json?Status=sent`, {
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:x`).toString("base64")}` },
  });
  assert.equal(
    [answer.status, await answer.json()],
    [
      400,
      {
        code: 20001,
        message: "The parameter 'Status' is not known",
        more_info: "https://www.twilio.com/docs/errors/20001",
        status: 400,
      },
    ],
  );
});
