/** What `projects` holds; its codec is infra/config/project-config.ts. */
export const projectsSection = `## projects

A list of tenants, \`[]\` by default. Each gets its API key and usage plan, its secrets, and its record in the company table, in which
the program enters the key's id.

| field | required | about |
|---|---|---|
| \`company_id\`, \`project_id\` | yes | 1 to 64 of \`A-Z a-z 0-9 . _ -\`; two projects may not differ in case and punctuation alone, since names of resources do not show these |
| \`company_name\`, \`project_name\` | yes | readable names |
| \`channels.whatsapp\`, \`channels.sms\`, \`channels.email\` | yes, any of them | the channels that the project may use |
| \`channels.CHANNEL.sender\` | yes | E.164 number, or email address |
| \`channels.CHANNEL.assistant\` | yes | \`model\`, \`instructions\`, and \`content_variables\`: the template's variables with what belongs into each |
| \`channels.CHANNEL.simulate\` | no | \`true\` sends nothing to anybody and goes through every other step |
| \`channels.email.default_subject_line\`, \`channels.email.email_from_name\` | no | |
| \`channels.email.unsubscribe_url\` | no | https address where one click unsubscribes (RFC 8058); unsubscribing by mail is always offered |
| \`project_status\` | no | \`active\` (default) or \`inactive\` |
| \`rate_limits\` | no | \`requests_per_minute\`, \`requests_per_day\`, \`max_message_length\`, \`concurrent_conversations\`; whole numbers above 0 |
| \`company_rep\` | no | \`company_rep_1\` to \`company_rep_5\`, text or null |
| \`auto_queue_initial_message\`, \`auto_queue_reply_message\` | no | \`true\` or \`false\` (default) |

\`\`\`yaml
ai-multi-comms:projects:
  - company_id: ci-aaa-001
    project_id: pi-aaa-001
    company_name: Ashgrove Care
    project_name: Healthcare recruitment
    rate_limits: { requests_per_minute: 60, requests_per_day: 5000, max_message_length: 1024 }
    channels:
      whatsapp:
        sender: "+447400000001"
        assistant:
          model: gpt-6-luna
          instructions: You write for Ashgrove Care. Be warm, plain and brief.
          content_variables:
            "1": the recipient's first name
            "2": the job role
\`\`\``;
