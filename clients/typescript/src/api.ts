import type { operations, webhooks } from "./description.js";

type JsonOf<Body> = Body extends { readonly content: { readonly "application/json": infer Json } } ? Json : never;
type AnswersOf<Operation extends keyof operations> = operations[Operation]["responses"];

/** The body of a request, by the published description. */
export type InitiateRequest = JsonOf<operations["initiateConversation"]["requestBody"]>;
/** What an accepted request is answered. */
export type Accepted = JsonOf<AnswersOf<"initiateConversation">[200]>;
/** What has become of a conversation. */
export type ConversationStatus = JsonOf<AnswersOf<"getConversation">[200]>;
export type CancelRequest = JsonOf<NonNullable<operations["cancelConversation"]["requestBody"]>>;
/** What a cancellation is answered. */
export type Cancelled = JsonOf<AnswersOf<"cancelConversation">[200]>;

type Called = "initiateConversation" | "getConversation" | "cancelConversation";
type AnswerOf<Operation> = Operation extends keyof operations
  ? JsonOf<AnswersOf<Operation>[keyof AnswersOf<Operation>]>
  : never;
type CodeOf<Answer> = Answer extends { readonly error_code: infer Code } ? Code : never;

/** The engine's error codes; a later engine may have more. */
export type ErrorCode = CodeOf<AnswerOf<Called>>;

/** The three ids by which a conversation is addressed. */
export type Ids = { readonly company_id: string; readonly project_id: string; readonly request_id: string };

type PostedBy<Hook> = Hook extends { readonly post: { readonly requestBody?: infer Body } } ? JsonOf<Body> : never;

/** What the engine posts to a project's webhook, told apart by `type`. */
export type WebhookEvent = { [Type in keyof webhooks]: PostedBy<webhooks[Type]> }[keyof webhooks];
