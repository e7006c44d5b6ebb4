import { suite } from "uvu";
import * as assert from "uvu/assert";
import { flattenData } from "../../../../../local/providers/openai/fill/datum";
import { textFor } from "../../../../../local/providers/openai/fill/text-for";
import { sampleData } from "../sample-request";

const message =
  "Hello Ada, thank you for your interest in the Healthcare Assistant role at Example Care. The CV does not mention a driving licence. Right to work. Could you tell us more about these points? Kind regards, Sam Jones";

const test = suite("text-for");

for (const [description, text] of [
  ["the recipient's first name", "Ada"],
  ["recipient_first_name", "Ada"],
  ["First name of the candidate", "Ada"],
  ["the recipient's last name", "Byron"],
  ["the surname of the applicant", "Byron"],
  ["the job role", "Healthcare Assistant"],
  ["the job title", "Healthcare Assistant"],
  ["the position that the candidate applied for", "Healthcare Assistant"],
  ["the company name", "Example Care"],
  ["the name of the company", "Example Care"],
  ["the name of the project", "Spring hiring"],
  ["the name of the company's representative", "Sam Jones"],
  ["the job id", "9999"],
  ["one short sentence on the first clarification point", "The CV does not mention a driving licence."],
  ["the second clarification point", "right to work"],
  ["a friendly question about the second clarification point", "Could you tell us more about right to work?"],
  ["a sentence about the job role", "We are writing about the job role: Healthcare Assistant."],
  ["a greeting with the recipient's first name", "Hello Ada"],
  ["a subject line for the email", "Your application: Healthcare Assistant at Example Care"],
  ["a short message to the recipient", message],
  ["a short paragraph asking about the clarification points", message],
  ["the text of the SMS", message],
  ["the email body", message],
  ["the interview date", "to be confirmed"],
  ["the recipient's favourite colour", "to be confirmed"],
] as const) {
  test(`"${description}" gives "${text.slice(0, 50)}"`, () => {
    assert.is(textFor(description, flattenData(sampleData)), text);
  });
}

test("without any data a message is still a message", () => {
  assert.is(
    textFor("a short message", []),
    "Hello there, thank you for your time. Could you tell us a little more about yourself?",
  );
});

test.run();
