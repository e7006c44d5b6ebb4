import * as E from "fp-ts/Either";
import * as R from "fp-ts/ReadonlyRecord";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkVariables } from "../../../runtime/assistant/check-variables";
import type { Rule } from "../../../runtime/assistant/prompt";
import type { Channel } from "../../../runtime/request/request";
import answers from "./answers.json";

const nothing = { company_name: "", project_name: "", company_rep: {}, sender: "", instructions: "", descriptions: [] };
const project_data = {
  link: "https://jobs.example/apply",
  other: { page: "https://other.example", tel: "0800 123 4567" },
  slots: [{ tel: "0800 555 0101" }, { tel: "0800 555 0102" }],
};
const recipient_data = { recipient_tel: "+447400123456", recipient_email: "ada@example.com" };

const checkWith = (rule: Partial<Rule> = {}, channel: Channel = "whatsapp") =>
  checkVariables({
    rules: { "1": { links: "data", numbers: "data" }, "2": { links: "data", numbers: "data", ...rule } },
    channel,
    longest: 2_000,
    sources: () => ({ ...nothing, project_data, recipient_data }),
  });
const check = checkWith();
/** `$long` stands for the longest variable there may be. */
const written = (text: string): string => text.replaceAll("$long", "x".repeat(1_024));

for (const [what, { answer, variables }] of Object.entries(answers.taken))
  test(`it takes ${what}`, () => {
    assert.equal(check(written(answer)), E.right(R.map(written)(variables)));
  });

for (const [what, { answer, fault }] of Object.entries(answers.refused))
  test(`it refuses ${what}, and says so without the words`, () => {
    assert.equal(check(written(answer)), E.left(fault));
  });

test("HTML is refused in an email, where a client may show it, and nowhere else", () => {
  const answer = '{"1":"Ada","2":"<b>now</b>"}';
  assert.equal(checkWith({}, "email")(answer), E.left("variable 2 holds HTML"));
  assert.ok(E.isRight(checkWith({}, "sms")(answer)));
  assert.ok(E.isRight(checkWith({}, "sms")('{"1":"Ada","2":"*now*"}')));
});

for (const [what, rule, text, fault] of [
  ["links of nowhere", { links: "none" }, "jobs.example/apply", "a link and may hold none"],
  ["links of nowhere, a mailbox", { links: "none" }, "ada@example.com", "an email address and may hold none"],
  ["links of one field", { links: ["project_data.link"] }, "jobs.example/apply", undefined],
  [
    "links of another field",
    { links: ["project_data.link"] },
    "other.example",
    "a link that is not in project_data.link",
  ],
  ["links of a field with fields", { links: ["project_data.other"] }, "other.example", undefined],
  ["numbers of nowhere", { numbers: "none" }, "at 9", "a number and may hold none"],
  ["numbers of nowhere, in words", { numbers: "none" }, "one two three four five", "a number and may hold none"],
  ["numbers of nowhere, and none", { numbers: "none" }, "jobs.example", undefined],
  ["numbers of a list's items", { numbers: ["project_data.slots.tel"] }, "0800 555 0102, 9-17", undefined],
  [
    "numbers of another field",
    { numbers: ["project_data.slots.tel", "sender"] },
    "0800 123 4567",
    "a telephone or long number that is not in project_data.slots.tel, sender",
  ],
] as const)
  test(`a project may bind ${what}`, () => {
    const judged = checkWith(rule)(JSON.stringify({ "1": "jobs.example", "2": text }));
    assert.equal(
      judged,
      fault === undefined ? E.right({ "1": "jobs.example", "2": text }) : E.left(`variable 2 holds ${fault}`),
    );
  });
