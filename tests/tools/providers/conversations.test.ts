import * as assert from "uvu/assert";
import { openAiSuite, rejection } from "./clients";

const at = Date.UTC(2026, 10, 20, 11, 0, 0);

const test = openAiSuite("conversations", { maxConversations: 2, now: () => at });

test("a conversation is created and deleted", async ({ client: { conversations } }) => {
  const created = await conversations.create({ metadata: { a: "b" } });
  const { id } = created;
  assert.match(id, /^conv_[0-9a-f]{48}$/);
  assert.equal({ ...created }, { id, object: "conversation", created_at: at / 1000, metadata: { a: "b" } });
  assert.equal({ ...(await conversations.delete(id)) }, { id, object: "conversation.deleted", deleted: true });
  assert.equal(await rejection(conversations.items.list(id), "status", "error"), {
    status: 404,
    error: {
      message: `Conversation with id '${id}' not found.`,
      type: "invalid_request_error",
      param: null,
      code: null,
    },
  });
});

test("items are listed in pages, newest first, and deleted one by one", async ({ client: { conversations } }) => {
  const { id } = await conversations.create({
    items: ["one", "two", "three"].map((content) => ({ type: "message", role: "user", content })),
  });
  const page = await conversations.items.list(id, { limit: 2 });
  const texts: string[] = [];
  for await (const item of page) {
    const part = item.type === "message" ? item.content[0] : undefined;
    texts.push(part?.type === "input_text" ? part.text : item.type);
  }
  assert.equal([texts, page.data.length, page.has_more], [["three", "two", "one"], 2, true]);
  const newest = page.data[0];
  assert.ok(newest?.type === "message");
  await conversations.items.delete(newest.id, { conversation_id: id });
  assert.is((await conversations.items.list(id)).data.length, 2);
});

test("only the newest conversations are kept", async ({ client: { conversations } }) => {
  const { id } = await conversations.create({});
  await conversations.create({});
  await conversations.create({});
  assert.equal(await rejection(conversations.items.list(id), "status"), { status: 404 });
});

test("bad metadata and unknown parameters are refused", async ({ client: { conversations } }) => {
  const long = conversations.create({ metadata: { a: "b".repeat(513) } });
  const odd = conversations.create({ colour: "red" } as never);
  assert.equal(await rejection(long, "status", "param"), { status: 400, param: "metadata" });
  assert.equal(await rejection(odd, "status", "param"), { status: 400, param: "colour" });
});

test("models carry their shutdown date", async ({ client: { models } }) => {
  assert.equal(
    { ...(await models.retrieve("gpt-4o")) },
    { id: "gpt-4o", object: "model", created: 1_764_547_200, owned_by: "openai", shutdown_date: "2027-01-14" },
  );
  assert.equal(await rejection(models.retrieve("gpt-9"), "status", "code"), { status: 404, code: "model_not_found" });
});
