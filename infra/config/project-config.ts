import * as t from "io-ts";
import { NonEmptyText } from "../../runtime/codec/non-empty-text";
import { AssistantDefinition } from "../../runtime/company/assistant-definition";
import { EmailAddress } from "../../runtime/request/email-address";
import { Identifier } from "../../runtime/request/identifier";
import { Telephone } from "../../runtime/request/telephone";

const PositiveInteger = new t.Type<number, number, unknown>(
  "a whole number above 0",
  (input): input is number => typeof input === "number" && Number.isInteger(input) && input > 0,
  (input, context) =>
    typeof input === "number" && Number.isInteger(input) && input > 0 ? t.success(input) : t.failure(input, context),
  t.identity,
);

const RateLimits = t.exact(
  t.partial({
    requests_per_minute: PositiveInteger,
    requests_per_day: PositiveInteger,
    max_message_length: PositiveInteger,
    concurrent_conversations: PositiveInteger,
  }),
);

const Text = t.type({ sender: Telephone, assistant: AssistantDefinition });
const Mail = t.intersection([
  t.type({ sender: EmailAddress, assistant: AssistantDefinition }),
  t.partial({ default_subject_line: NonEmptyText, email_from_name: NonEmptyText }),
]);

const CompanyRep = t.record(t.string, t.union([t.string, t.null], "text or null"));

/** One entry of `projects`: a tenant, its limits, and per channel the sender and the assistant. */
export const ProjectConfig = t.intersection([
  t.type({
    company_id: Identifier,
    project_id: Identifier,
    company_name: NonEmptyText,
    project_name: NonEmptyText,
    channels: t.partial({ whatsapp: Text, sms: Text, email: Mail }, "channels"),
  }),
  t.partial({
    project_status: t.keyof({ active: null, inactive: null }, "active or inactive"),
    rate_limits: RateLimits,
    company_rep: CompanyRep,
    auto_queue_initial_message: t.boolean,
    auto_queue_reply_message: t.boolean,
  }),
]);
export type ProjectConfig = t.TypeOf<typeof ProjectConfig>;
