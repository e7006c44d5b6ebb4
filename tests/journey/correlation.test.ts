import * as assert from "uvu/assert";
import { type Journey, journeySuite } from "./engines";
import { eventually } from "./eventually";
import { conversationDelivered } from "./records";
import { newRequest, post } from "./requests";

const test = journeySuite("one request in the logs and metrics");

type Event = Readonly<Record<string, unknown>>;
type Line = { readonly functionName: string; readonly requestId: unknown; readonly event: Event };

/** The events of a conversation, with the functions that logged them. */
const linesOf = ({ heard }: Journey, conversationId: string): readonly Line[] =>
  heard.lines.flatMap(({ functionName, line }) => {
    const { message: event, requestId } = JSON.parse(line);
    return event?.conversation_id === conversationId ? [{ functionName, requestId, event }] : [];
  });

const has = (lines: readonly Line[], event: string, status?: string): boolean =>
  lines.some((line) => line.event.event === event && (status === undefined || line.event.status === status));

const router = "ai-multi-comms-router-local";
const processor = "ai-multi-comms-sms-processor-local";
const receipts = "ai-multi-comms-receipts-local";

test("is followed from the client to the receipt by its conversation's id", async (journey) => {
  const request = newRequest("sms");
  const { body, headers } = await post(journey.ready, request.body);
  await conversationDelivered(journey, request);
  const conversationId = String(body.conversation_id);
  const lines = await eventually("the whole way in the log", async () => {
    const found = linesOf(journey, conversationId);
    return has(found, "message_sent") && has(found, "delivery", "delivered") ? found : undefined;
  });

  assert.is(body.request_id, request.requestId);
  const steps = new Set(lines.map(({ functionName, event }) => `${functionName} ${event.event}`));
  assert.equal(
    [...steps].sort(),
    [
      `${receipts} delivery`,
      `${router} request_accepted`,
      `${processor} assistant_called`,
      `${processor} carrier_called`,
      `${processor} message_sent`,
    ].sort(),
  );
  assert.equal(
    lines.filter(({ requestId }) => !/^[0-9a-f-]{36}$/.test(String(requestId))),
    [],
    "each names its invocation",
  );
  for (const { event } of lines.filter((line) => !String(line.event.event).endsWith("_called")))
    assert.equal(
      [event.request_id, event.company_id, event.project_id, event.channel],
      [request.requestId, "ci-aaa-001", "pi-aaa-001", "sms"],
    );

  const accepted = lines.find(({ event }) => event.event === "request_accepted")?.event;
  assert.is(accepted?.api_request_id, headers.get("x-amzn-requestid"));
  assert.ok(journey.heard.accessLines.some((line) => line.includes(`"requestId":"${accepted?.api_request_id}"`)));

  const [called, sent] = ["carrier_called", "message_sent"].map(
    (name) => lines.find(({ event }) => event.event === name)?.event,
  );
  assert.equal([called?.attempt_id, called?.message_id], [sent?.attempt_id, sent?.message_id]);
});

test("that is refused is found by the id that the caller was told, also one that the API made up", async (journey) => {
  const { body } = await post(journey.ready, "no JSON");
  const line = journey.heard.lines.find((one) => one.line.includes(String(body.request_id)));
  assert.match(String(line?.line), /"event":"request_rejected","error_code":"INVALID_REQUEST"/);
});

test("is measured in the stack's namespace, without an id in any dimension", async (journey) => {
  const { cloudWatch } = journey.services;
  await post(journey.ready, newRequest("sms").body);
  const own = await eventually("metrics of a message that was sent", async () => {
    const found = cloudWatch.listMetrics().filter(({ namespace }) => namespace === "AiMultiComms/local");
    return found.some(({ name }) => name === "Deliveries") ? found : undefined;
  });
  const names = new Set(own.map(({ name }) => name));
  for (const name of [
    ...["Accepted", "Sent", "Deliveries", "RouterLatency", "AssistantLatency", "CarrierLatency", "AcceptedToSent"],
    ...["PromptTokens", "CompletionTokens"],
  ])
    assert.ok(names.has(name), name);
  const values = own.flatMap(({ dimensions }) => Object.values(dimensions));
  for (const value of values) assert.match(value, /^[A-Za-z0-9_-]{2,40}$/);
});
