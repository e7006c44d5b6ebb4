import { suite } from "uvu";
import * as assert from "uvu/assert";
import { watchOpen } from "../../../../console/source/deployed/watch-open";
import type { JsonObject } from "../../../../runtime/codec/json-object";
import { until } from "../../../helpers/until";

const test = suite("watching what is not final");

test("tells what is new, what has changed, and what has become final, once each; and looks only when somebody hears", async () => {
  let open: readonly JsonObject[] = [{ conversation_id: "a", updated_at: "1" }];
  let isWanted = false;
  let looks = 0;
  const told: string[] = [];
  const watch = watchOpen({
    everyMs: 1,
    isWanted: () => isWanted,
    read: async () => {
      looks += 1;
      return open;
    },
    readOne: async (id) => ({ conversation_id: id, updated_at: "final" }),
    onRecords: (records) => {
      for (const { conversation_id, updated_at } of records) told.push(`${conversation_id} ${updated_at}`);
    },
    onError: (error) => assert.unreachable(String(error)),
  });
  const looked = async (times: number): Promise<void> => {
    const from = looks;
    await until("looks", () => looks >= from + times);
  };
  assert.is(looks, 0);
  isWanted = true;
  await looked(3);
  open = [{ conversation_id: "a", updated_at: "2" }];
  await looked(3);
  open = [];
  await looked(3);
  watch.stop();
  assert.equal(told, ["a 1", "a 2", "a final"]);
});

test.run();
