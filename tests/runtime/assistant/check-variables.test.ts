import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { checkVariables } from "../../../runtime/assistant/check-variables";
import type { Rule } from "../../../runtime/assistant/prompt";
import type { Channel } from "../../../runtime/request/request";

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
const long = "x".repeat(1_024);

for (const [what, answer, expected] of [
  ["both variables", '{"1":"Ada","2":"a job"}', E.right({ "1": "Ada", "2": "a job" })],
  ["their order", '{"2":"a job","1":"Ada"}', E.right({ "1": "Ada", "2": "a job" })],
  [
    "line breaks, tabs and many spaces, which become one",
    '{"1":" Ada\\n","2":"a\\r\\n\\t    job"}',
    E.right({ "1": "Ada", "2": "a job" }),
  ],
  ["letters beyond ASCII", '{"1":"Zoë 👩‍⚕️","2":"求人"}', E.right({ "1": "Zoë 👩‍⚕️", "2": "求人" })],
  ["the longest variable", `{"1":"${long}","2":"y"}`, E.right({ "1": long, "2": "y" })],
  [
    "what stands in the data",
    '{"1":"jobs.example/apply","2":"07400 123456, ada@example.com"}',
    E.right({ "1": "jobs.example/apply", "2": "07400 123456, ada@example.com" }),
  ],
  ["a line break of old mainframes", '{"1":"Ada\u0085Byron","2":"x"}', E.right({ "1": "Ada Byron", "2": "x" })],
  ["markup that WhatsApp shows as text", '{"1":"<b>","2":"5 * 3"}', E.right({ "1": "<b>", "2": "5 * 3" })],
] as const) {
  test(`it takes ${what}`, () => {
    assert.equal(check(answer), expected);
  });
}

const names = "the variables must be exactly 1, 2";
const texts = "the answer must hold text for each variable";

for (const [what, answer, fault] of [
  ["a variable too few", '{"1":"Ada"}', names],
  ["none at all", "{}", names],
  ["a variable too many", '{"1":"Ada","2":"x","3":"y"}', names],
  ["another name", '{"1":"Ada","two":"x"}', names],
  ["__proto__ beside them", '{"1":"Ada","2":"x","__proto__":"y"}', names],
  ["__proto__ in place of one", '{"1":"Ada","__proto__":"y"}', names],
  ["__proto__ that would inherit one", '{"1":"Ada","__proto__":{"2":"x"}}', texts],
  ["constructor in place of one", '{"1":"Ada","constructor":"y"}', names],
  ["an empty variable", '{"1":"Ada","2":""}', "variable 2 is empty"],
  ["only whitespace", '{"1":"\\n \\t","2":"\\u00a0"}', "variable 1, 2 is empty"],
  ["a lone surrogate", '{"1":"Ada","2":"\\ud800"}', "variable 2 holds half of a character"],
  ["half of a character behind others", '{"1":"Ada","2":"ok \\ud83d"}', "variable 2 holds half of a character"],
  ["NUL", '{"1":"Ada","2":"a\\u0000b"}', "variable 2 holds the character NUL"],
  ["a template's marks", '{"1":"Ada","2":"{{1}}"}', "variable 2 holds marks of a template ({{ }})"],
  ["WhatsApp's marks", '{"1":"Ada","2":"*now*"}', "variable 2 holds marks of WhatsApp's formatting (* _ ~ `)"],
  ["what is not seen", '{"1":"Ada","2":"a\\u2060b"}', "variable 2 holds characters that are not seen"],
  [
    "a name to pay to",
    '{"1":"Ada","2":"$evilcash"}',
    "variable 2 holds a name or code to dial or pay to that is not in the data",
  ],
  ["a control character", '{"1":"Ada","2":"a\\u0008b"}', "variable 2 holds a control character"],
  ["text shown backwards", '{"1":"Ada","2":"\u202emoc"}', "variable 2 holds a control character"],
  ["a strange link", '{"1":"Ada","2":"see evil.example/x"}', "variable 2 holds a link that is not in the data"],
  ["a strange address", '{"1":"x@evil.example","2":"x"}', "variable 1 holds an email address that is not in the data"],
  [
    "a strange number",
    '{"1":"Ada","2":"07400 654321"}',
    "variable 2 holds a telephone or long number that is not in the data",
  ],
  ["a number", '{"1":"Ada","2":5}', texts],
  ["null", '{"1":"Ada","2":null}', texts],
  ["a list", '["Ada","x"]', texts],
  ["an object within", '{"1":"Ada","2":{"a":"b"}}', texts],
  ["null alone", "null", texts],
  ["text alone", '"Ada"', texts],
  ["no JSON", "Ada", "the answer is not JSON"],
  ["half of it", '{"1":"Ad', "the answer is not JSON"],
  ["nothing", "", "the answer is not JSON"],
  ["JSON with words around it", 'Here: {"1":"Ada","2":"x"}', "the answer is not JSON"],
  ["a variable that is too long", `{"1":"${long}y","2":"z"}`, "a variable exceeds 1024 characters"],
  [
    "variables that together are too long",
    `{"1":"${long}","2":"${long}"}`,
    "the variables together exceed 2000 characters",
  ],
] as const) {
  test(`it refuses ${what}, and says so without the words`, () => {
    assert.equal(check(answer), E.left(fault));
  });
}

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
