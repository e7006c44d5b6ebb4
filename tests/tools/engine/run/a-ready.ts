import type { Ready } from "../../../../tools/engine/run/ready";

const queue = (channel: string) => ({
  url: `http://127.0.0.1:3/000000000000/${channel}`,
  dlqUrl: `http://127.0.0.1:3/000000000000/${channel}-dlq`,
});

/** What a tool is told of an engine with one project. */
export const aReady: Ready = {
  region: "eu-north-1",
  credentials: { accessKeyId: "0123456789abcdef", secretAccessKey: "local" },
  apiUrl: "http://127.0.0.1:1/local",
  receiptsUrl: "http://127.0.0.1:1/local/receipts",
  consoleUrl: null,
  apiKeys: [{ company_id: "ci-aaa-001", project_id: "pi-aaa-001", label: "1", id: "k1", value: "key-value" }],
  endpoints: {
    dynamodb: "http://127.0.0.1:2",
    sqs: "http://127.0.0.1:3",
    secretsmanager: "http://127.0.0.1:4",
    sns: "http://127.0.0.1:3",
    s3: "http://127.0.0.1:3",
    company: "http://127.0.0.1:10",
  },
  tables: { company: "companies", conversations: "conversations" },
  queues: { whatsapp: queue("whatsapp"), sms: queue("sms"), email: queue("email") },
  inboundAddresses: [],
  repliesQueue: queue("replies"),
  eventsQueue: queue("events"),
  topicArn: "arn:aws:sns:eu-north-1:000000000000:alarms",
  functions: { router: { invokeUrl: "http://127.0.0.1:5/2015-03-31/functions/router/invocations" } },
  providers: { openai: "http://127.0.0.1:6", twilio: "http://127.0.0.1:7", sendgrid: "http://127.0.0.1:8" },
  control: { url: "http://127.0.0.1:9", token: "0123456789abcdef" },
};
