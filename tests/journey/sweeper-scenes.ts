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

/** A request whose carrier behaves like this once. */
const requestWithFault = (journey: Journey, channel: Channel, fault: FaultBody, body: JsonObject = {}): Request => {
  const request = newRequest(channel, body);
  journey.providers.faults.add({
    provider: carrierOf[channel],
    operation: operationOf[channel],
    match: { to: request.recipient },
    fault,
  });
  return request;
};

/** Posts a request, and takes its project away as soon as it is queued, so that no receipt of it is taken. */
const postWithoutReceipts = async (journey: Journey, request: Request): Promise<void> => {
  const { company_data } = request.body as { readonly company_data: JsonObject };
  await post(journey.ready, request.body);
  const { company_id, project_id } = company_data;
  await journey.dynamo.send(
    new DeleteItemCommand({ TableName: journey.ready.tables.company, Key: toAttributes({ company_id, project_id }) }),
  );
};

/** Ends the worker with SIGKILL as soon as the carrier has the call. */
const killWhileSending = async (
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
  if (services.lambda.kill(name) === 0) throw new Error(`no worker of ${name} was busy`);
};

/** A secret for SendGrid whose sender has no webhook; gives its name. */
const secretWithoutWebhook = async ({ secrets }: Journey, sender: string): Promise<string> => {
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

type Scene = (journey: Journey) => Promise<Request>;

const unseen =
  (channel: Channel, fault: FaultBody): Scene =>
  async (journey) => {
    const request = requestWithFault(journey, channel, fault, { company_data: await newProject(journey, {}) });
    await postWithoutReceipts(journey, request);
    return request;
  };

const killed =
  (channel: Channel, hang: "before" | "after"): Scene =>
  async (journey) => {
    const request = await unseen(channel, { hang })(journey);
    await killWhileSending(journey, request);
    return request;
  };

const emailLost =
  (body: (journey: Journey) => Promise<JsonObject>): Scene =>
  async (journey) => {
    const request = requestWithFault(journey, "email", { reset: "after" }, await body(journey));
    await post(journey.ready, request.body);
    return request;
  };

const scenes: Readonly<Record<string, Scene>> = {
  "whatsapp killed after": killed("whatsapp", "after"),
  "sms killed after": killed("sms", "after"),
  "whatsapp killed before": killed("whatsapp", "before"),
  "sms killed before": killed("sms", "before"),
  "whatsapp answered 500": unseen("whatsapp", { acceptThenStatus: 500 }),
  "sms answered 500": unseen("sms", { acceptThenStatus: 500 }),
  "whatsapp reset before": unseen("whatsapp", { reset: "before" }),
  "sms reset before": unseen("sms", { reset: "before" }),
  "email with events": emailLost(async () => ({})),
  "email without events": emailLost(async (journey) => {
    const email_credentials_id = await secretWithoutWebhook(journey, "silent");
    return { company_data: await newProject(journey, { channel_config: { email: { email_credentials_id } } }) };
  }),
};

/** Begins every scene, one after the other, up to the point from which the sweeper has to go on. */
export const beginScenes = async (journey: Journey): Promise<Readonly<Record<string, Request>>> => {
  const begun: Record<string, Request> = {};
  for (const [name, begin] of Object.entries(scenes)) begun[name] = await begin(journey);
  return begun;
};

/** What the sweeper said of a request's conversation. */
export const findings = ({ heard }: Journey, { requestId }: Request): readonly unknown[] =>
  heard.lines
    .filter(({ line }) => line.includes(requestId))
    .map(({ line }) => JSON.parse(line).message)
    .filter(({ event, status }) => ["reconciled", "delivery_unknown"].includes(event) && status !== "TooEarly")
    .map(({ event, status }) => `${event} ${status}`);
