/** Where a recipient's data may still be, and until when. */
export const outsideReach = [
  "messages in queues and dead-letter queues, until they are processed or expire (queueRetentionDays, dlqRetentionDays); of an erased request nothing is sent or stored, but a request that no processor had taken up yet is a new one: run the command again",
  "logs hold no personal data; ids in them expire with logRetentionDays",
  "backups: point-in-time recovery keeps the table as it was for up to 35 days, and backups of your own as long as you keep them",
  "Twilio and SendGrid: their own records of the messages, to be deleted there",
  "OpenAI: its own retention of responses and logs (30 days by default), and conversations of attempts that came to no draft, whose ids nothing keeps",
  "the client that made the request",
] as const;
