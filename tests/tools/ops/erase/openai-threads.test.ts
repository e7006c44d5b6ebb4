import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openaiThreads } from "../../../../tools/ops/connect/openai-threads";
import { startOpenAi } from "../../../../tools/providers/openai/start-openai";
import { openAiClient } from "../../providers/sample-request";

const test = suite("openaiThreads");

test("every item goes, page by page, then the conversation; what is gone already is no fault", async () => {
  const openai = await startOpenAi();
  try {
    const { conversations } = openAiClient(openai.url);
    const items = Array.from(
      { length: 120 },
      (_, at) => ({ type: "message", role: "user", content: `${at}` }) as const,
    );
    const { id } = await conversations.create({ items });
    assert.is(openai.itemsHeld(), 120);

    const threads = openaiThreads(openai.url);
    assert.equal(await threads.remove("key", id)(), E.right({ items: 120, found: true }));

    assert.is(openai.itemsHeld(), 0);
    assert.equal(await threads.remove("key", id)(), E.right({ items: 0, found: false }));
  } finally {
    await openai.stop();
  }
});

test("a conversation whose deletion was lost is finished by the next time", async () => {
  const openai = await startOpenAi();
  try {
    const { id } = await openAiClient(openai.url).conversations.create({
      items: [{ type: "message", role: "user", content: "Ada" }],
    });
    openai.faults.add({ provider: "openai", operation: "conversations.delete", fault: { status: 400 } });
    const threads = openaiThreads(openai.url);

    const failed = await threads.remove("key", id)();
    assert.match(E.isLeft(failed) ? failed.left : "removed", /^OpenAI answers 400/);
    assert.equal(await threads.remove("key", id)(), E.right({ items: 0, found: true }));
  } finally {
    await openai.stop();
  }
});

test("a key that OpenAI does not accept is told by status and code alone", async () => {
  const openai = await startOpenAi({ rejectKeys: ["old-key"] });
  try {
    const failed = await openaiThreads(openai.url).remove("old-key", "conv_1")();
    assert.equal(failed, E.left("OpenAI answers 401 (invalid_api_key)"));
  } finally {
    await openai.stop();
  }
});

test.run();
