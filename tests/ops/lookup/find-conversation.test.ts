import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findConversation } from "../../../ops/lookup/find-conversation";
import { inMemoryOps } from "../in-memory-ops";
import { givenUp, guardRecord } from "../records";

const test = suite("findConversation");

const record = givenUp();
const id = String(record.conversation_id);

test("the request's guard names the recipient's address", async () => {
  const { env } = inMemoryOps([record, guardRecord()]);
  const found = await findConversation(env, id);
  assert.equal(found, { record: { ...record }, foundBy: "the request's guard, one read" });
});

test("without a guard the project's index is read", async () => {
  const { env } = inMemoryOps([record]);
  const found = await findConversation(env, id);
  assert.is(
    "foundBy" in found && found.foundBy,
    "company-id-project-id-index: all conversations of the project, 1 queries, 0.5 read units",
  );
});

test("an id that lost its request id to another conversation is told the winner", async () => {
  const { env } = inMemoryOps([record, guardRecord()]);
  const loser = id.replace("jobs@cucumber.example", "447400654321");
  assert.equal(await findConversation(env, loser), {
    refusal: `there is no conversation ${loser}: its request id was first used by ${id}`,
  });
});

test("an unknown id, and what is no id, are said to be so", async () => {
  const { env } = inMemoryOps();
  assert.equal(await findConversation(env, id), { refusal: `there is no conversation ${id} in dev` });
  for (const nonsense of ["", "x", "a#b#c", "a##c#d"]) {
    assert.equal(await findConversation(env, nonsense), {
      refusal: `"${nonsense}" is no conversation id: it has the form company#project#request#sender`,
    });
  }
});

test.run();
