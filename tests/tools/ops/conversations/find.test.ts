import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../../runtime/codec/json";
import { runCommandLine } from "../../../../tools/command-line";
import { tell } from "../../../../tools/ops/cli/answer";
import { table } from "../../../../tools/ops/cli/terminal";
import { findCommand } from "../../../../tools/ops/conversations/find";
import { resume } from "../../../../tools/ops/conversations/resume";
import { deadLettered, givenUp, guardRecord, inMemoryOps } from "../in-memory-ops";
import { runAt } from "../operator";

const testFind = suite("find");

const [email, dead] = [
  givenUp({ recipient_tel: "+447400999888" }),
  deadLettered({ accepted_at: "2026-11-21T09:00:00.000Z" }),
];
const { env } = inMemoryOps([email, dead, guardRecord()]);

const find = async (...argv: readonly string[]) => {
  const { code, text, printed } = await runAt((terminal) =>
    runCommandLine(
      findCommand(async (work) => tell(await work(env, terminal), true, terminal)),
      argv,
      terminal,
    ),
  );
  const found: { readonly conversations?: readonly JsonObject[] } = code === 0 ? JSON.parse(printed[0] ?? "") : {};
  return { code, text, ids: found.conversations?.map(({ channel }) => channel) };
};

const all = ["whatsapp", "email"];
for (const [argv, ids] of [
  [["--request", String(email.request_id)], ["email"]],
  [["--recipient", "+447400123456"], ["whatsapp"]],
  [["--recipient", "ADA@example.com"], all],
  [["--recipient", "+447400999888"], ["email"]],
  [["--recipient", "+447400999888", "--quick"], []],
  [["--project", "pi-aaa-001"], all],
  [["--company", "ci-nobody"], []],
  [["--status", "delivery_unknown"], ["email"]],
  [["--status", "accepted", "--project", "pi-aaa-001"], ["whatsapp"]],
  [["--since", "2026-11-21"], ["whatsapp"]],
  [["--until", "2026-11-20T23:59"], ["email"]],
] as const)
  testFind(`${argv.join(" ")} finds ${ids.join(" and ") || "nothing"}`, async () => {
    const found = await find(...argv);
    assert.equal(found.ids, ids, found.text);
    assert.not.match(found.text, /ada@example\.com|7400123456/);
  });

testFind("a request that nobody knows is said to be none", async () => {
  const { code, text } = await find("--request", "650e8400-e29b-41d4-a716-446655440009");
  assert.is(code, 1);
  assert.match(text, /no project in dev has a record of the request 650e8400/);
});

testFind("a request's id alone is enough for every command", async () => {
  const refused = await resume(env, String(email.request_id), "mended");
  assert.equal(refused, {
    _tag: "Left",
    left: `${email.conversation_id} is uncertain: only what is accepted or drafted can be resumed`,
  });
});

const testTable = suite("table");

const [header, row] = [
  ["A", "LONG ONE", "WHY"],
  ["x", "an-id-of-20-letters-", "for a reason of several words"],
];

for (const [width, lines] of [
  [undefined, ["A  LONG ONE              WHY", "x  an-id-of-20-letters-  for a reason of several words"]],
  [30, ["A  LONG ONE", "    WHY", "x  an-id-of-20-letters-", "    for a reason of several", "    words"]],
  [
    12,
    [
      "A",
      "    LONG ONE",
      "    WHY",
      "x",
      "    an-id-of-20-letters-",
      "    for a",
      "    reason",
      "    of",
      "    several",
      "    words",
    ],
  ],
] as const)
  testTable(`fits ${width ?? "any"} columns, and breaks no id`, () =>
    assert.equal(table(header, [row], width).split("\n"), lines),
  );
