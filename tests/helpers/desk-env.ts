import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { guardItem, requestGuard } from "../../runtime/conversation/request-guard";
import { CANCEL_PATH, CONVERSATION_PATH } from "../../runtime/desk/asked";
import { type DeskEnv, handleDesk } from "../../runtime/desk/handle-desk";
import { API_KEY_ID, companyRecord } from "../../tools/measure/sample/company-record";
import { sampleMessage } from "../../tools/measure/sample/queue-message";
import { proxyEvent, REQUEST_ID } from "../../tools/measure/sample/request";
import { undescribedIn } from "./described";
import { gatheringLog } from "./gathering-log";
import { inMemoryCompanies } from "./in-memory-companies";
import { type InMemoryConversations, inMemoryConversations } from "./in-memory-conversations";
import { claimedRecord } from "./queue-message";
import { fixedIds, fixedStopwatch, manualClock, START } from "./time-and-chance";

export const DESK_KEY_ID = "desk-key-id-aaa-001";

/** What a caller asks: by default a client key of the example's project, about its request. */
export type Asking = {
  readonly apiKeyId?: string;
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string | null;
};

const exampleIds = { company_id: "ci-aaa-001", project_id: "pi-aaa-001", request_id: REQUEST_ID };

/** The event of a call; of a `method` and a `resource` that the desk knows, or not. */
export const askingEvent = (httpMethod: string, resource: string, asking: Asking = {}) => ({
  ...proxyEvent({ apiKeyId: asking.apiKeyId ?? API_KEY_ID, httpMethod, body: asking.body ?? null }),
  resource,
  pathParameters: { ...exampleIds, ...asking.ids },
  queryStringParameters: asking.query ?? null,
});

/** The desk function over ports in memory: the example's project, with a key of each use, and nothing on record. */
export const deskOver = (store: InMemoryConversations = inMemoryConversations(), given: Partial<DeskEnv> = {}) => {
  const { log, lines } = gatheringLog();
  const clock = manualClock();
  const env: DeskEnv = {
    settings: { corsOrigins: ["https://app.example.com"], conversationTtlDays: undefined },
    clock,
    stopwatch: fixedStopwatch(12),
    ids: fixedIds(),
    log,
    companies: inMemoryCompanies(companyRecord({ desk_key_reference: [DESK_KEY_ID] })),
    conversations: store.conversations,
    received: store.received,
    ...given,
  };
  const send = async (event: unknown) => {
    const { statusCode: status, headers = {}, body } = await handleDesk(env)(event)();
    return { status, headers, body: (body === "" ? {} : JSON.parse(body)) as JsonObject };
  };
  /** The answer to a call, one that the published description has. */
  const ask = async (method: string, path: string, asking?: Asking) => {
    const answer = await send(askingEvent(method, path, asking));
    const headers = new Headers(Object.entries(answer.headers as Record<string, string>));
    assert.equal(undescribedIn(method, path, { ...answer, headers, text: JSON.stringify(answer.body) }), []);
    return answer;
  };
  return {
    store,
    clock,
    lines,
    send,
    status: (asking?: Asking) => ask("GET", CONVERSATION_PATH, asking),
    cancel: (asking?: Asking) => ask("POST", CANCEL_PATH, asking),
  };
};

/** A table with the guard of the example's request and its record, which differs so from a fresh claim's. */
export const claimedStore = (record: JsonObject = {}): InMemoryConversations => {
  const store = inMemoryConversations();
  store.put(guardItem(requestGuard(sampleMessage()), new Date(START), undefined));
  store.put({ ...claimedRecord(), ...record });
  return store;
};
