import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeUrn, urnParts } from "../../../local/engine/urn";

const test = suite("urn");

const own = { stack: "dev", project: "demo", type: "aws:sqs/queue:Queue", name: "orders::main" };
const stackUrn = "urn:pulumi:dev::demo::pulumi:pulumi:Stack::demo-dev";
const boxUrn = "urn:pulumi:dev::demo::demo:index:Box::box";

test("names a resource under its parents' types, the stack's left out", () => {
  assert.equal(
    ["", stackUrn, boxUrn].map((parent) => makeUrn({ ...own, parent })),
    [
      "urn:pulumi:dev::demo::aws:sqs/queue:Queue::orders::main",
      "urn:pulumi:dev::demo::aws:sqs/queue:Queue::orders::main",
      "urn:pulumi:dev::demo::demo:index:Box$aws:sqs/queue:Queue::orders::main",
    ],
  );
});

test("reads the parts back", () => {
  const urn = makeUrn({ ...own, parent: boxUrn });

  assert.equal(urnParts(urn), {
    ...{ stack: "dev", project: "demo", qualifiedType: "demo:index:Box$aws:sqs/queue:Queue", name: "orders::main" },
  });
});

test.run();
