import * as t from "io-ts";
import { NonEmptyText } from "../codec/non-empty-text";
import { Channel } from "../request/channel";
import { Identifier } from "../request/identifier";
import { IsoDateTime } from "../request/iso-date-time";
import { RequestId } from "../request/request-id";

const FrontendPayload = t.intersection([
  t.type({
    company_data: t.type({ company_id: Identifier, project_id: Identifier }),
    recipient_data: t.intersection([
      t.type({ comms_consent: t.boolean }),
      t.partial({ recipient_tel: t.string, recipient_email: t.string }),
      t.record(t.string, t.union([t.string, t.boolean])),
    ]),
    request_data: t.type({ request_id: RequestId, channel_method: Channel, initial_request_timestamp: IsoDateTime }),
  }),
  t.partial({ project_data: t.record(t.string, t.unknown) }),
]);

/**
 * The queue message. Further fields are let through, so that a processor reads messages of the version before and after
 * its own; a change that an older processor cannot live with needs a new `metadata.schema`.
 */
export const ContextObject = t.type({
  frontend_payload: FrontendPayload,
  company_data_payload: t.record(t.string, t.unknown),
  conversation_data: t.type({ conversation_id: NonEmptyText, conversation_status: t.string }),
  metadata: t.type({ router_version: t.string, schema: t.number, accepted_at: IsoDateTime }),
});
export type ContextObject = t.TypeOf<typeof ContextObject>;
