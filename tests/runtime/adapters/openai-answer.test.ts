import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { parseResponse } from "openai/lib/ResponsesParser";
import type { Response } from "openai/resources/responses/responses";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { answerOf } from "../../../runtime/adapters/openai-answer";
import forms from "./answer-forms.json";

const asResponse = (body: object): Response => ({ id: "resp_1", object: "response", ...body }) as Response;

/** What the SDK's own parser of structured answers makes of a response; null where it reads nothing. */
const parsedBySdk = (body: object): unknown => {
  const format = { type: "json_schema", name: "variables", schema: {} } as const;
  return E.getOrElseW(() => "fails")(
    E.tryCatch(
      () => parseResponse(asResponse(body), { model: "gpt-6-luna", input: "", text: { format } }).output_parsed,
      () => undefined,
    ),
  );
};

const read = (body: object): unknown =>
  pipe(
    answerOf(asResponse(body)),
    E.matchW(
      ({ _tag: error, reason }) => ({ error, reason }),
      ({ content, endsThread }) =>
        pipe(
          content,
          E.matchW(
            (unusable) => ({ unusable, endsThread }),
            (text) => (endsThread ? "an answer whose thread is over" : { text }),
          ),
        ),
    ),
  );

/** What both read, where they read the same: a text that is JSON, or nothing. */
const agreedValue = (ours: object): unknown => ("text" in ours ? JSON.parse(String(ours.text)) : null);

const test = suite("openai-answer");

for (const { form, body, ours, sdk, ...more } of forms)
  test(`${form}: ${"differs" in more ? `not as the SDK, for ${more.differs}` : "as the SDK"}`, () => {
    assert.equal(read(body), ours);
    assert.equal(parsedBySdk(body), sdk);
    if (!("differs" in more)) assert.equal(agreedValue(ours), sdk);
  });

test("counts what was used, and nothing where nothing is told", () => {
  const usage = { input_tokens: 3, output_tokens: 4, total_tokens: 7 };
  const used = [{ usage }, {}, { usage: null }].map((more) =>
    pipe(
      answerOf(asResponse({ status: "completed", output: [], ...more })),
      E.map((answer) => Object.values(answer.usage)),
    ),
  );
  assert.equal(used, [E.right([3, 4, 7]), E.right([0, 0, 0]), E.right([0, 0, 0])]);
});

test("reads no more of a refusal or an error than our own words and OpenAI's codes", () => {
  for (const { body } of forms) {
    const reading = read(body) as { readonly text?: string };
    if (reading.text === undefined) assert.not.match(JSON.stringify(reading), /Ada|Bea|cannot do/);
  }
});

test.run();
