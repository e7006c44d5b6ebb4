import { resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { reachOf, twoWayPairs } from "../../../tools/measure/structure/imports";
import { playTrips } from "../../../tools/measure/structure/trips";
import { temporaryFolder } from "../../helpers/temporary-folder";

const imports = new Map([
  ["runtime/a/one.ts", ["runtime/b/two.ts", "runtime/adapters/three.ts"]],
  ["runtime/b/two.ts", ["runtime/a/four.ts"]],
  ["runtime/adapters/three.ts", ["runtime/b/five.ts"]],
]);

test("a file reaches what its imports reach, but for what is left out", () => {
  const reached = reachOf(imports, "runtime/a/one.ts", (file) => !file.includes("adapters"));
  assert.equal([...reached], ["runtime/a/one.ts", "runtime/b/two.ts", "runtime/a/four.ts"]);
});

test("two folders that import each other are a pair", () => {
  assert.equal(twoWayPairs(imports), ["runtime/a ↔ runtime/b"]);
});

test("a request takes its whole trip through the runtime's own functions, and the carrier's receipt ends it", async () => {
  const makers = {
    makeRouter: "runtime/handlers/router.ts",
    makeProcessor: "runtime/handlers/processor.ts",
    makeReceipts: "runtime/handlers/receipts.ts",
    functionLog: "runtime/adapters/function-log.ts",
  };
  const { request, message, receipt } = await playTrips(resolve(__dirname, "../../.."), makers, temporaryFolder());
  assert.ok(request.files.includes("runtime/router/route-request.ts"));
  assert.ok(message.files.includes("runtime/processor/send.ts"));
  assert.ok(receipt.files.includes("runtime/receipts/twilio.ts"));
  assert.ok(message.decodings > 0 && receipt.moves.length > 0);
});
