import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { parseResponse } from "openai/lib/ResponsesParser";
import type { Response } from "openai/resources/responses/responses";
import * as assert from "uvu/assert";
import { answerOf } from "../../../runtime/adapters/openai-answer";
import { assistantFaults } from "../../../tools/providers/injected-faults/injected-fault";
import { openAiSuite } from "../../tools/providers/clients";
import { sampleRequest } from "../../tools/providers/sample-request";
import readings from "./answer-readings.json";

const variables = { "1": "Ada", "2": "Healthcare Assistant", "3": "The CV does not mention a driving licence." };
const whole = JSON.stringify(variables);

/** The texts that the readings name. */
const texts: Readonly<Record<string, string>> = {
  $whole: whole,
  $half: whole.slice(0, Math.floor(whole.length / 2)),
  $other: JSON.stringify({ ...variables, "1": "a draft" }),
  $missing: JSON.stringify({ "1": variables[1], "2": variables[2] }),
  $extra: JSON.stringify({ ...variables, unexpected: "A variable that was not asked for" }),
  $empty: JSON.stringify({ ...variables, "1": "" }),
  $long: JSON.stringify({ ...variables, "1": "far too long ".repeat(1000).trim() }),
};

/** What the SDK's own parser of structured answers makes of a response, as text; null where it reads nothing. */
const parsedBySdk = (response: Response): string | null => {
  try {
    const parsed = parseResponse(response, sampleRequest()).output_parsed;
    return parsed === null ? null : JSON.stringify(parsed);
  } catch {
    return "fails";
  }
};

const read = (response: Response): object =>
  pipe(
    answerOf(response),
    E.matchW(
      ({ _tag: error, reason }) => ({ error, reason }),
      ({ content, endsThread }) =>
        pipe(
          content,
          E.matchW(
            (unusable) => ({ unusable, endsThread }),
            (text) => (endsThread ? { text, endsThread } : { text }),
          ),
        ),
    ),
  );

const test = openAiSuite("openai-answer");

for (const form of assistantFaults) {
  const { ours, sdk, ...more } = readings[form];
  const expected = "text" in ours ? { text: texts[ours.text] ?? ours.text } : ours;

  test(`${form}: ${"differs" in more ? `not as the SDK, since ${more.differs}` : "as the SDK"}`, async (context) => {
    context.openai.faults.add({ provider: "openai", fault: { assistant: form } });
    const response = await context.client.responses.create(sampleRequest());
    const recorded = context.openai.ledger.entries().at(-1);

    assert.equal(read(response), expected);
    assert.is(recorded?.kind === "response" && recorded.outcome, form);
    assert.is(parsedBySdk(response), sdk === null ? null : (texts[sdk] ?? sdk));
    if (!("differs" in more)) assert.is("text" in expected ? expected.text : null, parsedBySdk(response));
    if (!("text" in ours)) assert.not.match(JSON.stringify(read(response)), /Ada|sorry/);
    const { input_tokens = 0, output_tokens = 0, total_tokens = 0 } = response.usage ?? {};
    const used = pipe(
      answerOf(response),
      E.map(({ usage }) => Object.values(usage)),
    );
    if (E.isRight(used)) assert.equal(used.right, [input_tokens, output_tokens, total_tokens]);
  });
}
