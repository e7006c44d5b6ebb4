import * as fc from "fast-check";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { projectData, storableText } from "./project-data";

const identifier = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);

const fourYears = {
  min: new Date("2024-01-01T00:00:00Z"),
  max: new Date("2028-01-01T00:00:00Z"),
  noInvalidDate: true,
};

const request = fc.record({
  request_id: fc.uuid({ version: 4 }),
  channel_method: fc.constantFrom("whatsapp", "sms", "email", "WhatsApp", "SMS", "Email"),
  initial_request_timestamp: fc.date(fourYears).map((date) => date.toISOString()),
});

const recipient = fc
  .tuple(
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,20}$/), storableText, { maxKeys: 4 }),
    fc.record({
      recipient_tel: fc.constantFrom("+447400123456", "+1 (212) 555-0123", "+49 1511 2345678"),
      recipient_email: fc.constantFrom("ada@example.com", "Ada.B+x@Mail.EXAMPLE", "o'brien@xn--bcher-kva.example"),
      comms_consent: fc.constant(true),
    }),
  )
  .map(([others, known]) => ({ ...others, ...known }));

/** Request bodies that the interface allows, with or without project data. */
export const anyValidBody: fc.Arbitrary<JsonObject> = fc.record(
  {
    company_data: fc.record({ company_id: identifier, project_id: identifier }),
    recipient_data: recipient,
    request_data: request,
    project_data: projectData,
  },
  { requiredKeys: ["company_data", "recipient_data", "request_data"] },
);
