import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hideForLease } from "../../../runtime/processor/hide-for-lease";
import { stubbornVisibility } from "../../helpers/fake-visibility";
import { deliveryOfBody } from "../../helpers/processor-delivery";
import { happyProcessorEnv } from "../../helpers/processor-env";
import { processorSettings } from "../../helpers/processor-settings";

const test = suite("hide-for-lease");

test("a message is hidden for as long as its conversation is held", async () => {
  const { env, hidden } = happyProcessorEnv({ settings: processorSettings({ leaseSeconds: 77 }) });

  assert.equal(await hideForLease(deliveryOfBody("{}"))(env)(), E.right(undefined));
  assert.equal(hidden, [{ receiptHandle: "receipt-1", seconds: 77 }]);
});

test("work goes on although the queue does not change it, and the log says so", async () => {
  const { env, lines } = happyProcessorEnv({ visibility: stubbornVisibility });

  assert.equal(await hideForLease(deliveryOfBody("{}"))(env)(), E.right(undefined));
  assert.equal(lines, [{ level: "warn", event: "visibility_unchanged", channel: "whatsapp" }]);
});

test.run();
