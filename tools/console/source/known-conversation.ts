import * as E from "fp-ts/Either";
import { constNull, flow, pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as t from "io-ts";
import { decodeOr, type JsonObject, parseJson } from "../../../runtime/codec/json";
import type { ConversationSummary } from "../api/conversation";
import type { Veil } from "./veil";

/** Takes another value for what is missing or of another form: the console also shows what the protocol cannot read. */
const orElse = <A, B>(codec: t.Type<A, B, unknown>, otherwise: A): t.Type<A, B, unknown> =>
  new t.Type(
    codec.name,
    codec.is,
    flow(
      codec.decode,
      E.getOrElse(() => otherwise),
      t.success,
    ),
    codec.encode,
  );

export const Text = orElse(t.string, "");
export const Texts = orElse(t.array(t.string), []);
const listOf = <P extends t.Props>(fields: P) => orElse(t.array(t.type(fields)), []);

const Known = t.strict({
  // The table holds request guards too, which have none.
  conversation_status: t.string,
  conversation_id: Text,
  primary_channel: Text,
  recipient_first_name: Text,
  recipient_last_name: Text,
  company_id: Text,
  project_id: Text,
  company_name: Text,
  channel_method: Text,
  send_state: Text,
  delivery_status: Text,
  failure_reason: Text,
  processor_version: Text,
  accepted_at: Text,
  created_at: Text,
  updated_at: Text,
  draft: orElse(t.type({ variables: t.record(t.string, t.string) }), { variables: {} }),
  ai_config: orElse(t.type({ template_sender: t.type({ instructions: Text }) }), {
    template_sender: { instructions: "" },
  }),
  attempts: listOf({ attempt_id: Text, sending_at: Text }),
  messages: listOf({ message_id: Text, role: Text, content: Text, timestamp: Text, delivery_status: Text }),
  conflicts: listOf({ at: Text }),
  settlements: listOf({ at: Text, by: Text, outcome: Text, reason: Text }),
});

/** What the console knows of a conversation: its record's fields, with nothing for those that are missing. */
export type KnownConversation = t.TypeOf<typeof Known> & { readonly record: JsonObject };

/** Nothing for a record that is no conversation's. */
export const knownConversation = (record: JsonObject): O.Option<KnownConversation> =>
  pipe(
    O.fromEither(Known.decode(record)),
    O.map((known) => ({ ...known, record })),
  );

const variablesIn = flow(
  parseJson(constNull),
  E.chain(decodeOr(t.record(t.string, t.string), constNull)),
  E.map((variables) => Object.values(variables).join(" · ")),
);

/** Where a carrier has not told the text, the record holds the variables as JSON; here they stand as words. */
export const spoken = (content: string): string =>
  content.startsWith("{")
    ? pipe(
        variablesIn(content),
        E.getOrElse(() => content),
      )
    : content;

const PREVIEW_LENGTH = 120;

/** The last message's words, or the draft's. */
const previewOf = ({ messages, draft }: KnownConversation, veil: Veil): string => {
  const last = messages.at(-1);
  const words = last === undefined ? Object.values(draft.variables).join(" · ") : spoken(last.content);
  return words === "" ? "" : veil.text(words).slice(0, PREVIEW_LENGTH);
};

/** A conversation as a row of the list. */
export const summaryOf = (known: KnownConversation, veil: Veil): ConversationSummary => ({
  id: known.conversation_id,
  recipient: veil.address(known.primary_channel),
  name: veil.name(`${known.recipient_first_name} ${known.recipient_last_name}`.trim()),
  company_id: known.company_id,
  project_id: known.project_id,
  company_name: known.company_name,
  channel: known.channel_method,
  status: known.conversation_status,
  send_state: known.send_state,
  delivery: known.delivery_status || null,
  reason: known.failure_reason,
  accepted_at: known.accepted_at || known.created_at,
  preview: previewOf(known, veil),
});
