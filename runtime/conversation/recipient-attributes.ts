/**
 * The recipient's fields that stand in the record itself; others stand in its `recipient_data`. What takes a record apart
 * again must know the same list, or a rebuilt message would not be the same request.
 */
export const recipientAttributes: readonly string[] = [
  "recipient_first_name",
  "recipient_last_name",
  "recipient_tel",
  "recipient_email",
  "comms_consent",
];
