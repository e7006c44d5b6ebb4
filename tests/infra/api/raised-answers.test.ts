import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import published from "../../../docs/openapi.json";
import type { JsonObject } from "../../../runtime/codec/json";
import { ConversationStatus } from "../../../runtime/conversation/conversation";
import { refused, replyToFault } from "../../../tools/aws/api-gateway/fault";
import { undescribedIn } from "../../helpers/described";
import { claimedStore, DESK_KEY_ID, deskOver } from "../../helpers/desk-env";
import { unreadableCompanies } from "../../helpers/in-memory-companies";
import { barePort } from "../../helpers/not-given";
import { bodyRefusals, postRefused, projectRefusals } from "../../helpers/refusals";
import { postBody } from "../../helpers/router-env";
import { START } from "../../helpers/time-and-chance";

/** Those that a call by a described path and method can meet. */
const FAULTS = [
  "INVALID_API_KEY",
  "REQUEST_TOO_LARGE",
  "THROTTLED",
  "QUOTA_EXCEEDED",
  "INTEGRATION_FAILURE",
  "DEFAULT_5XX",
  "INTEGRATION_TIMEOUT",
] as const;

const test = suite("every code and word that is described is raised");

type Answer = { readonly status: number; readonly body: JsonObject };
type Described = Readonly<Record<string, { readonly content?: { readonly "application/json": JsonObject } }>>;

const saidOf = (status: number, { error_code, message, errors }: JsonObject): string =>
  `${status} ${error_code}: ${message} ${JSON.stringify(errors)}`;

/** The examples of the engine's own refusals, as status, code and words. */
const examplesOf = (operation: { readonly responses: object }): readonly string[] =>
  Object.entries(operation.responses as Described).flatMap(([status, { content }]) =>
    Object.values(Object(content?.["application/json"].examples)).flatMap((example) => {
      const { value } = Object(example);
      return value.error_code === undefined ? [] : [saidOf(Number(status), value)];
    }),
  );

/** Each example's status, code and words were an answer's. */
const assertRaised = (operation: { readonly responses: object }, answers: readonly Answer[]): void => {
  const raised = new Set(answers.map(({ status, body }) => saidOf(status, body)));
  assert.equal(
    examplesOf(operation).filter((said) => !raised.has(said)),
    [],
  );
};

test("when a conversation is begun", async () => {
  const answers = await Promise.all([
    ...[...bodyRefusals, ...projectRefusals].map((refusal) => postRefused([refusal])),
    postBody("[]"),
    postBody({ padding: "x".repeat(262_144) }),
  ]);

  assertRaised(published.paths["/initiate-conversation"].post, answers);
  for (const { status, headers, text } of answers) {
    const told = { status, headers: new Headers(Object.entries(headers as Record<string, string>)), text };
    assert.equal(undescribedIn("POST", "/initiate-conversation", told), []);
  }
});

const failing = barePort<never>("conversations");

/** What either of the desk's calls is refused with; each answer is checked by the description as it comes. */
const refusedAlike = (call: "status" | "cancel"): readonly Promise<Answer>[] => [
  deskOver()[call]({ ids: { company_id: "ci#aaa" } }),
  deskOver()[call]({ ids: { request_id: "550E8400-E29B-41D4-A716-446655440001" } }),
  deskOver()[call]({ apiKeyId: "key-id-zzz-009" }),
  deskOver(claimedStore({ erased_at: START }))[call](),
  deskOver(claimedStore(), { companies: unreadableCompanies })[call](),
  deskOver(claimedStore(), { conversations: failing })[call](),
];

test("when somebody asks what became of it", async () => {
  const answers = await Promise.all([...refusedAlike("status"), deskOver().status({ query: { cursor: "?" } })]);

  assertRaised(published.paths["/conversations/{company_id}/{project_id}/{request_id}"].get, answers);
});

test("when it is cancelled", async () => {
  const answers = await Promise.all([
    ...refusedAlike("cancel"),
    deskOver().cancel({ body: "[]" }),
    deskOver().cancel({ body: JSON.stringify({ padding: "x".repeat(262_144) }) }),
    deskOver().cancel({ body: '{ "by": "" }' }),
    deskOver().cancel({ apiKeyId: DESK_KEY_ID }),
    deskOver(claimedStore({ send_state: "sending" })).cancel(),
    deskOver(claimedStore({ send_state: "sent" })).cancel(),
  ]);

  assertRaised(published.paths["/conversations/{company_id}/{project_id}/{request_id}/cancel"].post, answers);
});

test("of a conversation's status, and no other word is told", async () => {
  const words = published.components.schemas.ConversationStatus.enum;
  for (const conversation_status of words) {
    const { body } = await deskOver(claimedStore({ conversation_status })).status();
    assert.is(body.conversation_status, conversation_status);
  }
  assert.equal(words, Object.keys(ConversationStatus.keys));
});

/** API Gateway's own answers over HTTP stand in gateway-errors of the journeys and in the tests of its stand-in. */
test("by API Gateway itself, in its words", () => {
  const given = new Set(
    FAULTS.map((type) => {
      const fault = refused(type);
      if (E.isRight(fault)) throw new Error(type);
      const { status, body } = replyToFault(undefined, fault.left);
      return `${status} ${JSON.parse(body.toString("utf8")).message}`;
    }),
  );
  const described = Object.values(published.paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ responses }) =>
      Object.entries(responses as Described).flatMap(([status, { content }]) =>
        Object.values(Object(content?.["application/json"].examples)).flatMap((example) => {
          const { value } = Object(example);
          return Object.keys(value).join() === "message" ? [`${status} ${value.message}`] : [];
        }),
      ),
    ),
  );

  assert.equal([...new Set(described)].sort(), [...given].sort());
});
