import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { FaultBody } from "../../local/providers/fault-spec";
import { toAttributes } from "../../runtime/adapters/attribute-value";
import type { JsonObject } from "../../runtime/codec/json-object";
import type { Channel } from "../../runtime/request/channel";
import { eventually } from "./eventually";
import type { Journey } from "./journey-engine";
import { post } from "./post";
import { newProject } from "./projects";
import { newRequest, type Request } from "./requests";

const carrierOf = { whatsapp: "twilio", sms: "twilio", email: "sendgrid" } as const;
const operationOf = { whatsapp: "messages.create", sms: "messages.create", email: "mail.send" } as const;

/** A request of a project of its own, whose carrier behaves like this once. */
export const requestWithFault = async (
  journey: Journey,
  channel: Channel,
  fault: FaultBody,
  project: JsonObject = {},
): Promise<Request> => {
  const company_data = await newProject(journey, project);
  const request = newRequest(channel, { company_data });
  journey.providers.faults.add({
    provider: carrierOf[channel],
    operation: operationOf[channel],
    match: { to: request.recipient },
    fault,
  });
  return request;
};

/** Posts a request, and takes its project away as soon as it is queued, so that no receipt of it is taken. */
export const postWithoutReceipts = async (journey: Journey, request: Request): Promise<void> => {
  const { company_data } = request.body as { readonly company_data: JsonObject };
  await post(journey.ready, request.body);
  const { company_id, project_id } = company_data;
  await journey.dynamo.send(
    new DeleteItemCommand({ TableName: journey.ready.tables.company, Key: toAttributes({ company_id, project_id }) }),
  );
};

/** Ends the worker with SIGKILL as soon as the carrier has the call. */
export const killWhileSending = async (
  { providers, services, ready }: Journey,
  { channel, recipient }: Request,
): Promise<void> => {
  const { ledger } = providers;
  await eventually("the carrier has the call", async () =>
    ledger.sends(recipient).length > 0 || ledger.attempts().some(({ to }) => to?.endsWith(recipient))
      ? true
      : undefined,
  );
  const name = Object.keys(ready.functions).find((one) => one.includes(`${channel}-processor`)) ?? "";
  if (services.lambda.kill(name) !== 1) throw new Error(`not one worker of ${name} was killed`);
};

/** A secret for SendGrid whose sender has no webhook; gives its name. */
export const secretWithoutWebhook = async ({ secrets }: Journey, sender: string): Promise<string> => {
  const name = `ai-multi-comms/email-credentials/ci-aaa-001/${sender}/sendgrid-local`;
  const value = {
    sendgrid_auth_value: "local-sendgrid-key-1",
    sendgrid_from_email: `${sender}@ashgrove.example`,
    sendgrid_from_name: "Ashgrove Care",
    sendgrid_template_id: "d-00000000000000000000000000000001",
  };
  await secrets.send(new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(value) }));
  return name;
};

/** What the sweeper said of a request's conversation. */
export const findings = ({ heard }: Journey, { requestId }: Request): readonly unknown[] =>
  heard.lines
    .filter(({ line }) => line.includes(requestId))
    .map(({ line }) => JSON.parse(line).message)
    .filter(({ event, status }) => ["reconciled", "delivery_unknown"].includes(event) && status !== "TooEarly")
    .map(({ event, status }) => `${event} ${status}`);
