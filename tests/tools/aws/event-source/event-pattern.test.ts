import { test } from "uvu";
import * as assert from "uvu/assert";
import { passes } from "../../../../tools/aws/event-source/event-pattern";

const image = (attributes: Readonly<Record<string, unknown>>) => ({ dynamodb: { NewImage: attributes } });

/** Pattern, what passes it, what does not. https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
const examples: readonly (readonly [unknown, readonly unknown[], readonly unknown[]])[] = [
  [image({ to: { S: [{ exists: true }] } }), [image({ to: { S: "" } })], [image({}), {}, image({ to: { N: "1" } })]],
  [image({ to: { S: [{ exists: false }] } }), [image({}), {}], [image({ to: { S: "x" } })]],
  // `exists` looks at leaves only, as on AWS.
  [image({ to: [{ exists: true }] }), [], [image({ to: { S: "x" } })]],
  [
    image({ to: { S: ["a", { prefix: "b" }] } }),
    ["a", "b", "bc"].map((S) => image({ to: { S } })),
    [image({ to: { S: "ab" } })],
  ],
  [
    { eventName: ["INSERT"], ...image({ n: { BOOL: [true] } }) },
    [{ eventName: "INSERT", ...image({ n: { BOOL: true } }) }],
    [{ eventName: "INSERT" }, image({ n: { BOOL: true } })],
  ],
];

for (const [pattern, passing, others] of examples)
  test(JSON.stringify(pattern), () => {
    assert.equal([...passing, ...others].map(passes([pattern])), [
      ...passing.map(() => true),
      ...others.map(() => false),
    ]);
  });

test("an event passes where any of the patterns matches, and where there is none", () => {
  assert.equal(
    [passes([])({}), passes([{ a: [1] }, { a: [2] }])({ a: 2 }), passes([{ a: [1] }, { a: [2] }])({ a: 3 })],
    [true, true, false],
  );
});

test("a comparison that is not known here is refused by its place", () => {
  assert.throws(
    () => passes([{ a: ["x"] }, image({ n: [{ numeric: [">", 1] }] })]),
    /^filters\[1\]\.dynamodb\.NewImage\.n: the local run compares by/,
  );
  assert.throws(() => passes([{ a: "x" }]), "filters[0].a: must be a pattern, or a list of what it may be");
});
