import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openaiThreads } from "../../../runtime/adapters/openai-threads";
import { startOpenAi } from "../../../tools/providers/openai/start-openai";
import { openAiClient } from "../../tools/providers/clients";

/** A stand-in for OpenAI that accepts one key, a way to make conversations there, and the threads that are tested. */
const withOpenAi = async (
  use: (on: {
    readonly openai: Awaited<ReturnType<typeof startOpenAi>>;
    readonly make: (items: number) => Promise<string>;
    readonly threads: ReturnType<typeof openaiThreads>;
  }) => Promise<void>,
): Promise<void> => {
  const openai = await startOpenAi({ rejectKeys: ["old-key"] });
  const make = async (length: number): Promise<string> => {
    const items = Array.from({ length }, (_, at) => ({ type: "message", role: "user", content: `${at}` }) as const);
    return (await openAiClient(openai.url).conversations.create({ items })).id;
  };
  await use({ openai, make, threads: openaiThreads(openai.url) }).finally(openai.stop);
};

test("every item goes, page by page, then the conversation; what is gone already is no fault", () =>
  withOpenAi(async ({ openai, make, threads }) => {
    const id = await make(120);
    assert.is(openai.itemsHeld(), 120);

    assert.equal(await threads.remove("key", id)(), E.right({ items: 120, found: true }));

    assert.is(openai.itemsHeld(), 0);
    assert.equal(await threads.remove("key", id)(), E.right({ items: 0, found: false }));
  }));

test("a conversation whose deletion was lost is finished by the next time", () =>
  withOpenAi(async ({ openai, make, threads }) => {
    const id = await make(1);
    openai.faults.add({ provider: "openai", operation: "conversations.delete", fault: { status: 400 } });

    const failed = await threads.remove("key", id)();
    assert.match(E.isLeft(failed) ? failed.left : "removed", /^OpenAI answers 400/);
    assert.equal(await threads.remove("key", id)(), E.right({ items: 0, found: true }));
  }));

test("a key that OpenAI does not accept is told by status and code alone", () =>
  withOpenAi(async ({ threads }) => {
    assert.equal(await threads.remove("old-key", "conv_1")(), E.left("OpenAI answers 401 (invalid_api_key)"));
  }));
