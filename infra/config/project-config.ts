import * as t from "io-ts";
import { NonEmptyText } from "../../runtime/codec/non-empty-text";
import { patternString } from "../../runtime/codec/refined-string";
import { AssistantDefinition } from "../../runtime/company/assistant-definition";
import { EmailAddress } from "../../runtime/request/email-address";
import { Telephone } from "../../runtime/request/telephone";
import { namedType } from "./named-type";

const PositiveInteger = namedType(
  "a whole number above 0",
  (input): input is number => typeof input === "number" && Number.isInteger(input) && input > 0,
);
const Flag = namedType("true or false", t.boolean.is);
const TextOrNull = namedType("text or null", t.union([t.string, t.null]).is);

/** The runtime's identifier; something of it must be left for names of resources. */
const ProjectIdentifier = patternString(
  "1 to 64 of A-Z a-z 0-9 . _ -, with a letter or digit",
  /^(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{1,64}$/,
);

const OBJECT = "an object";

const RateLimits = t.exact(
  t.partial(
    {
      requests_per_minute: PositiveInteger,
      requests_per_day: PositiveInteger,
      max_message_length: PositiveInteger,
      concurrent_conversations: PositiveInteger,
    },
    OBJECT,
  ),
  OBJECT,
);

const Assistant = t.exact(AssistantDefinition, OBJECT);

const UnsubscribePage = patternString("an https address", /^https:\/\/[^\s<>]+$/);

const Simulated = t.partial({ simulate: Flag }, OBJECT);
const Text = t.exact(t.intersection([t.type({ sender: Telephone, assistant: Assistant }, OBJECT), Simulated]), OBJECT);
const Mail = t.exact(
  t.intersection([
    t.type({ sender: EmailAddress, assistant: Assistant }, OBJECT),
    t.partial(
      { default_subject_line: NonEmptyText, email_from_name: NonEmptyText, unsubscribe_url: UnsubscribePage },
      OBJECT,
    ),
    Simulated,
  ]),
  OBJECT,
);

const Channels = t.exact(t.partial({ whatsapp: Text, sms: Text, email: Mail }, OBJECT), OBJECT);
const CompanyRep = t.record(t.string, TextOrNull, OBJECT);

/** One entry of `projects`: a tenant, its limits, and per channel the sender and the assistant. */
export const ProjectConfig = t.exact(
  t.intersection([
    t.type(
      {
        company_id: ProjectIdentifier,
        project_id: ProjectIdentifier,
        company_name: NonEmptyText,
        project_name: NonEmptyText,
        channels: Channels,
      },
      OBJECT,
    ),
    t.partial(
      {
        project_status: t.keyof({ active: null, inactive: null }, "active or inactive"),
        rate_limits: RateLimits,
        company_rep: CompanyRep,
        auto_queue_initial_message: Flag,
        auto_queue_reply_message: Flag,
      },
      OBJECT,
    ),
  ]),
  OBJECT,
);
export type ProjectConfig = t.TypeOf<typeof ProjectConfig>;
