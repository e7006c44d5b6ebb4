import { LARGEST_MESSAGE } from "../../../runtime/conversation/message";
import { askingCodes, type ErrorCode, statusOf } from "../../../runtime/request/error-code";
import { REPLAYED_HEADER } from "../../../runtime/router/proxy-event";
import { refusalsOf, WITH_BODY } from "./refusals";
import { EXAMPLE_IDS, requestExamples } from "./request";
import { instant, json, only, type Part, record, ref, text } from "./schema";

export const accepted: Part = record({
  status: only("success"),
  request_id: text("As it was given"),
  conversation_id: text("Of the conversation that begins with it"),
  message: text("In plain words"),
  queue_timestamp: instant("When the request was accepted; a repetition is told the first time"),
});

const { company_id, project_id, request_id } = EXAMPLE_IDS;

const example = {
  status: "success",
  request_id,
  conversation_id: `${company_id}#${project_id}#${request_id}#447400000001`,
  message: "Request accepted and queued for processing",
  queue_timestamp: "2026-11-20T11:45:33.012Z",
};

const replayed = {
  [REPLAYED_HEADER]: {
    description: "`true` if the same request was accepted before",
    schema: { type: "string", enum: ["true"] },
  },
};

const codes = (Object.keys(statusOf) as ErrorCode[]).filter((code) => !askingCodes.includes(code));

export const initiate: Part = {
  operationId: "initiateConversation",
  summary: "Starts one conversation with one recipient",
  description: `Accepts the request and answers before the message is written; it is sent once, however often the same request is sent. The body has at most ${LARGEST_MESSAGE / 1024} KiB of UTF-8. Fields that are not described are dropped, but for those of \`recipient_data\` and \`project_data\`.`,
  tags: ["Conversations"],
  security: [{ apiKey: [] }],
  requestBody: { required: true, ...json(ref("Request"), requestExamples) },
  responses: {
    200: {
      description: "Accepted and queued, or accepted before",
      headers: replayed,
      ...json(ref("Accepted"), { accepted: { summary: "Accepted", value: example } }),
    },
    ...refusalsOf({ codes, gateway: WITH_BODY }),
  },
};
