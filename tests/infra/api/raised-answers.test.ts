import { suite } from "uvu";
import * as assert from "uvu/assert";
import published from "../../../docs/openapi.json";
import type { JsonObject } from "../../../runtime/codec/json";
import { undescribedIn } from "../../helpers/described";
import { bodyRefusals, postRefused, projectRefusals } from "../../helpers/refusals";
import { postBody } from "../../helpers/router-env";

const test = suite("every code that is described is raised");

type Answer = {
  readonly status: number;
  readonly headers?: object | undefined;
  readonly text: string;
  readonly body: JsonObject;
};

type Described = Readonly<Record<string, { readonly content?: { readonly "application/json": JsonObject } }>>;

/** The examples of the engine's own refusals, as status, code and words. */
const examplesOf = (responses: Described): readonly string[] =>
  Object.entries(responses).flatMap(([status, { content }]) =>
    Object.entries(Object(content?.["application/json"].examples)).flatMap(([code, example]) => {
      const { error_code, message, errors } = Object(example).value;
      return error_code === undefined ? [] : [saidOf(Number(status), { error_code: code, message, errors })];
    }),
  );

const saidOf = (status: number, { error_code, message, errors }: JsonObject): string =>
  `${status} ${error_code}: ${message} ${JSON.stringify(errors)}`;

/** Holds what was raised to the examples: none of them missing, no code that has none. */
const assertRaised = (method: string, path: string, responses: Described, answers: readonly Answer[]): void => {
  for (const { status, headers, text } of answers)
    assert.equal(
      undescribedIn(method, path, { status, headers: new Headers(Object.entries(headers ?? {})), text }),
      [],
    );
  const raised = new Set(answers.map(({ status, body }) => saidOf(status, body)));
  assert.equal(
    examplesOf(responses).filter((said) => !raised.has(said)),
    [],
  );
};

test("when a conversation is begun", async () => {
  const answers = await Promise.all([
    ...[...bodyRefusals, ...projectRefusals].map((refusal) => postRefused([refusal])),
    postBody("[]"),
    postBody({ padding: "x".repeat(262_144) }),
  ]);

  const { responses } = published.paths["/initiate-conversation"].post;
  assertRaised("POST", "/initiate-conversation", responses as object as Described, answers);
});
