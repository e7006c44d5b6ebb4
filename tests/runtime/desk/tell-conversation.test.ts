import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { receivedItem } from "../../../runtime/conversation/received-item";
import type { ReceivedMessage } from "../../../runtime/conversation/received-message";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { claimedStore, DESK_KEY_ID, deskOver } from "../../helpers/desk-env";
import type { InMemoryConversations } from "../../helpers/in-memory-conversations";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { processorRecord } from "../../helpers/queue-message";
import { receivedMessage } from "../../helpers/received-message";
import { START } from "../../helpers/time-and-chance";

const CONVERSATION_ID = `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654321`;

const ours = {
  message_id: "SM9",
  timestamp: START,
  role: "assistant",
  content: "Do you drive, Ada?",
  prompt_tokens: 1,
  completion_tokens: 2,
  total_tokens: 3,
  delivery_status: "delivered",
};

const sentRecord = {
  send_state: "sent",
  conversation_status: "initial_message_sent",
  delivery_status: "delivered",
  messages: [ours],
  updated_at: "2026-11-20T11:46:00.000Z",
};

const after = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

/** Has the recipient write, about the example's conversation unless another is given. */
const write = (store: InMemoryConversations, message: Partial<ReceivedMessage>, about: JsonObject = {}): void => {
  const conversation = O.some({ ...processorRecord(), ...about });
  store.put(
    receivedItem(
      receivedMessage({ channel: "whatsapp", ...message }),
      { conversation, also: [], isProven: false },
      new Date(START),
    ),
  );
};

const progress = {
  status: "success",
  request_id: REQUEST_ID,
  conversation_id: CONVERSATION_ID,
  channel: "whatsapp",
  conversation_status: "initial_message_sent",
  delivery_status: "delivered",
  failure_reason: null,
  scheduled_for: null,
  waiting: null,
  handed_off: false,
  turns: 0,
  received: 0,
  fallback: null,
  created_at: after(-160),
  updated_at: "2026-11-20T11:46:00.000Z",
};

const asked = suite("what became of a request");

asked("is told a client key by the record, and nothing that anybody said", async () => {
  const store = claimedStore(sentRecord);
  write(store, { text: "Yes please" });
  write(store, { message_id: "SM2", text: "To another one" }, { conversation_id: "another" });

  const { status, body } = await deskOver(store).status();

  assert.equal([status, body], [200, { ...progress, received: 1 }]);
  assert.equal(Object.keys(body), Object.keys(progress));
});

asked("is told a desk key with what was said, in order, and with who it is", async () => {
  const store = claimedStore({ ...sentRecord, consent: { basis: "contract" } });
  const media = [{ content_type: "image/png", url: "https://api.twilio.com/secret", bytes: 7 }];
  write(store, { message_id: "SM11", text: "", message_kind: "media", media, received_at: after(120) });
  write(store, { message_id: "SM10", text: "Yes please", received_at: after(60) });
  const theirs = { ...ours, role: "user", delivery_status: null, author: "recipient", by: null, turn: null };
  const noTokens = { prompt_tokens: null, completion_tokens: null, total_tokens: null };

  const { body } = await deskOver(store).status({ apiKeyId: DESK_KEY_ID });

  assert.equal(body, {
    ...progress,
    received: 2,
    recipient: {
      recipient_first_name: "Ada",
      recipient_last_name: "Byron",
      recipient_tel: "+447400123456",
      recipient_email: "ada@example.com",
    },
    consent: { basis: "contract" },
    draft: null,
    reply_window_until: after(120 + 86_400),
    hand_off_to_human_reason: null,
    messages: [
      { ...ours, author: "assistant", by: null, message_kind: "text", media: [], turn: 0 },
      {
        ...theirs,
        ...noTokens,
        message_id: "SM10",
        timestamp: after(60),
        content: "Yes please",
        message_kind: "text",
        media: [],
      },
      {
        ...theirs,
        ...noTokens,
        message_id: "SM11",
        timestamp: after(120),
        content: "",
        message_kind: "media",
        media: [{ content_type: "image/png", name: null, bytes: 7 }],
      },
    ],
    cursor: null,
  });
});

asked("comes in pages of 200, the newest first, and each message once", async () => {
  const store = claimedStore(sentRecord);
  for (let n = 1; n <= 450; n += 1)
    write(store, { message_id: `SM${String(n).padStart(3, "0")}`, received_at: after(Math.ceil(n / 3)) });
  const { status } = deskOver(store);

  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { body } = await status({ apiKeyId: DESK_KEY_ID, ...(cursor === undefined ? {} : { query: { cursor } }) });
    pages.push((body.messages as readonly JsonObject[]).map(({ message_id }) => String(message_id)));
    cursor = (body.cursor as string | null) ?? undefined;
  } while (cursor !== undefined);

  assert.equal(
    pages.map(({ length }) => length),
    [200, 200, 51],
  );
  const inOrder = Array.from({ length: 450 }, (_, n) => `SM${String(n + 1).padStart(3, "0")}`);
  assert.equal(pages.toReversed().flat(), ["SM9", ...inOrder]);
});

asked("keeps an operator's own words from both", async () => {
  const store = claimedStore({ send_state: "failed", failure_reason: "settled by an operator: Ada's uncle said so" });
  const { status } = deskOver(store);

  for (const apiKeyId of [undefined, DESK_KEY_ID]) {
    const { body } = await status(apiKeyId === undefined ? {} : { apiKeyId });
    assert.is(body.failure_reason, "settled by an operator");
  }
});

const missing = suite("a conversation that is not there");

const unknown: Readonly<Record<string, () => InMemoryConversations>> = {
  "nobody asked for": () => inMemoryConversations(),
  "is claimed, and not on record yet": () => {
    const store = claimedStore();
    store.remove({ primary_channel: "+447400123456", conversation_id: CONVERSATION_ID });
    return store;
  },
  "was erased, and its request": () => {
    const store = claimedStore();
    store.put({ ...store.records()[0], erased_at: START });
    return store;
  },
  "has just been erased": () => claimedStore({ erased_at: START }),
};

for (const [what, make] of Object.entries(unknown))
  missing(`is answered alike where it ${what}, to both keys`, async () => {
    for (const apiKeyId of ["key-id-aaa-001", DESK_KEY_ID]) {
      const { status, headers, body } = await deskOver(make()).status({ apiKeyId });
      assert.equal(
        [status, headers["Retry-After"], body],
        [
          404,
          "2",
          {
            status: "error",
            error_code: "CONVERSATION_NOT_FOUND",
            message: "No conversation of this request is on record, or not yet",
            request_id: REQUEST_ID,
            errors: [],
          },
        ],
      );
    }
  });

missing("is no such thing where the request was cancelled before anybody took it up", async () => {
  const { cancel, status } = deskOver();
  await cancel({ body: JSON.stringify({ reason: "the job is filled" }) });

  const { body } = await status();
  const atDesk = (await status({ apiKeyId: DESK_KEY_ID })).body;

  const cancelled = {
    ...progress,
    conversation_id: null,
    channel: null,
    conversation_status: "cancelled",
    delivery_status: null,
    failure_reason: "cancelled",
    created_at: START,
    updated_at: START,
  };
  assert.equal(body, cancelled);
  assert.equal(atDesk, {
    ...cancelled,
    recipient: null,
    consent: null,
    draft: null,
    reply_window_until: null,
    hand_off_to_human_reason: null,
    messages: [],
    cursor: null,
  });
});
