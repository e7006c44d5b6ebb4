import { randomUUID } from "node:crypto";
import { lookup } from "node:dns";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { systemClock } from "../../../../runtime/adapters/time-and-chance";
import { webhookPost } from "../../../../runtime/adapters/webhook-post";
import type { Company } from "../../../../runtime/company/company";
import { readSecret } from "../../../../runtime/secrets";
import { signedHeaders, WebhookSecret } from "../../../../runtime/webhooks/signature";
import { type Finding, ok, type Subject, warning, wrong } from "./finding";

const TIMEOUT_MS = 15_000;

/** An event that tells nothing, in the form of the others. */
const testEvent = ({ project: { company_id, project_id }, now }: Subject) => ({
  id: `msg_test_${randomUUID()}`,
  body: JSON.stringify({ type: "webhook.test", timestamp: now.toISOString(), data: { company_id, project_id } }),
});

const ofStatus = (status: number): Finding =>
  status >= 200 && status < 300
    ? ok("webhook", `took a test event (status ${status})`)
    : wrong("webhook", `did not take a test event: it answered ${status}`);

/** What a project's endpoint says to a test event, from where the command runs; none for a project without one. */
export const webhookFindings = async (subject: Subject, company: Company | undefined): Promise<readonly Finding[]> => {
  const webhook = company === undefined ? O.none : company.webhook;
  if (O.isNone(webhook)) return [];
  const { url, secretName } = webhook.value;
  const secret = await readSecret(secretName, WebhookSecret)(subject.inEffect)();
  if (E.isLeft(secret)) return [wrong("webhook", secret.left.reason)];
  const event = testEvent(subject);
  const { post } = webhookPost({ lookup, isLocal: subject.stack === "local", clock: systemClock });
  const headers = signedHeaders(secret.right, event, subject.now);
  const answer = await post({ url, headers, body: event.body, timeoutMs: TIMEOUT_MS })();
  const rotating =
    secret.right.previous_webhook_secret === undefined
      ? []
      : [warning("webhook", "a rotation of its secret is under way")];
  return [
    E.isLeft(answer) ? wrong("webhook", `was not reached: ${answer.left.reason}`) : ofStatus(answer.right.status),
    ...rotating,
  ];
};
