/* Written by npm run write-docs from the published description of the API. */

export interface paths {
    readonly "/initiate-conversation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Starts one conversation with one recipient
         * @description Accepts the request and answers before the message is written; it is sent once, however often the same request is sent. The body has at most 256 KiB of UTF-8. Fields that are not described are dropped, but for those of `recipient_data` and `project_data`.
         */
        readonly post: operations["initiateConversation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/conversations/{company_id}/{project_id}/{request_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What became of a request
         * @description Read as it stands, with no delay. A client key is told how far it has come; a desk key what was said as well. A request that was accepted a moment ago may not be there yet: `CONVERSATION_NOT_FOUND`, with seconds to wait.
         */
        readonly get: operations["getConversation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/conversations/{company_id}/{project_id}/{request_id}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Has a request not be sent any more
         * @description Holds for ever, before the request is taken up as well: whoever comes first wins. What was sent, or is being sent, cannot be cancelled. Safe to repeat: the same again is answered like the first time. What ended otherwise without being sent is answered with its status, and is not begun again.
         */
        readonly post: operations["cancelConversation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * This document
         * @description What the API is, for whoever makes a client of it.
         */
        readonly get: operations["getDescription"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface webhooks {
    readonly "conversation.accepted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A request has been taken up: its conversation is on record.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onConversationAcceptedEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "conversation.cancelled": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A conversation was cancelled before anything was sent.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onConversationCancelledEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "message.sent": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The carrier has taken the message.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onMessageSentEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "message.delivered": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The carrier reports the message delivered.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onMessageDeliveredEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "message.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The message was opened, read or answered; that it was delivered is implied.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onMessageReadEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "message.failed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The message was not sent, and is not unless an operator mends why; or it was, and does not reach its recipient.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onMessageFailedEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "message.unknown": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Nobody can tell whether the message was sent; a person looks into it.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onMessageUnknownEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "message.received": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The recipient of a conversation wrote something.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onMessageReceivedEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "message.unmatched": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Somebody wrote something that belongs to no conversation.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onMessageUnmatchedEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "recipient.opted_out": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Somebody, or the company for them, wants no more messages.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onRecipientOptedOutEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "recipient.opted_in": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Somebody who had opted out, or had said nothing, wants messages.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onRecipientOptedInEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "recipient.suppressed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A message was not sent, since its recipient has opted out.
         * @description Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.
         */
        readonly post: operations["onRecipientSuppressedEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface components {
    schemas: {
        readonly Request: {
            /** @description For whom the message is */
            readonly company_data: {
                /** @description The company */
                readonly company_id: string;
                /** @description Its project, which the API key belongs to */
                readonly project_id: string;
            };
            /** @description Whom to write to. Further fields are kept for the message; they hold text, without NUL, halves of surrogate pairs and empty names: they cannot be kept, and are refused as the section's INVALID code. A field that is null counts as absent. Unless the project has limits of its own: texts of at most 8000 characters, lists and objects of at most 200 entries, 32768 bytes in all */
            readonly recipient_data: {
                /** @description As the message is to address them */
                readonly recipient_first_name?: string;
                /** @description As the message is to address them */
                readonly recipient_last_name?: string;
                /** @description E.164, possible in its country; required for whatsapp and sms. Spaces and the like are taken out */
                readonly recipient_tel?: string;
                /**
                 * Format: email
                 * @description Required for email
                 */
                readonly recipient_email?: string;
                /** @description Whether they have consented; nothing is sent without consent */
                readonly comms_consent: boolean;
            } & {
                readonly [key: string]: unknown;
            };
            /** @description What is asked */
            readonly request_data: {
                /**
                 * Format: uuid
                 * @description The idempotency key within the project: the same request may be sent again, another one gets 409: a UUID of version 4 in lower case
                 */
                readonly request_id: string;
                /**
                 * @description The channel; capitals are taken too
                 * @enum {string}
                 */
                readonly channel_method: "whatsapp" | "sms" | "email";
                /**
                 * Format: date-time
                 * @description When the client made the request, by its own clock: ISO 8601, `T` and `Z` in capitals, at most nine digits of a second; seconds and offset may be left out
                 */
                readonly initial_request_timestamp: string;
            };
            /** @description What the message is about, in any form: at most 16 levels deep; numbers up to 2^53 - 1, and 0 or at least 1e-130 away from it; texts without NUL, halves of surrogate pairs and empty names: they cannot be kept, and are refused as the section's INVALID code. Unless the project has limits of its own: texts of at most 8000 characters, lists and objects of at most 200 entries, 32768 bytes in all */
            readonly project_data?: {
                readonly [key: string]: unknown;
            };
            /** @description Why the company may write to the recipient: kept with the conversation as the evidence for it */
            readonly consent_data?: {
                /**
                 * @description In the words of the law
                 * @enum {string}
                 */
                readonly basis: "consent" | "contract" | "legitimate_interest";
                /** @description Where it comes from: a form, a contract, a call; without NUL */
                readonly source?: string;
                /**
                 * Format: date-time
                 * @description When it was given: ISO 8601, `T` and `Z` in capitals, at most nine digits of a second; seconds and offset may be left out
                 */
                readonly obtained_at?: string;
                /** @description The channels that it covers, all without this field; another one gets CONSENT_NOT_FOR_CHANNEL */
                readonly channels?: readonly ("whatsapp" | "sms" | "email")[];
                /** @description Which text the recipient agreed to: a version, an address, a hash; without NUL */
                readonly text_reference?: string;
            };
        };
        readonly Accepted: {
            /** @constant */
            readonly status: "success";
            /** @description As it was given */
            readonly request_id: string;
            /** @description Of the conversation that begins with it */
            readonly conversation_id: string;
            /** @description In plain words */
            readonly message: string;
            /**
             * Format: date-time
             * @description When the request was accepted; a repetition is told the first time
             */
            readonly queue_timestamp: string;
        };
        /**
         * @description Why; a code of a later release is taken by its status
         * @enum {string}
         */
        readonly ErrorCode: "INVALID_REQUEST" | "PAYLOAD_TOO_LARGE" | "INVALID_COMPANY_DATA_TYPE" | "MISSING_IDENTIFIERS" | "INVALID_IDENTIFIERS" | "MISSING_RECIPIENT_DATA" | "MISSING_REQUEST_DATA" | "INVALID_RECIPIENT_DATA_TYPE" | "INVALID_REQUEST_DATA_TYPE" | "MISSING_REQUEST_ID" | "MISSING_CHANNEL_METHOD" | "MISSING_INITIAL_REQUEST_TIMESTAMP" | "INVALID_REQUEST_ID_FORMAT" | "INVALID_CHANNEL_METHOD_FORMAT" | "INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT" | "INVALID_REQUEST_ID" | "UNSUPPORTED_CHANNEL" | "INVALID_TIMESTAMP" | "MISSING_RECIPIENT_TEL" | "INVALID_RECIPIENT_TEL" | "MISSING_RECIPIENT_EMAIL" | "INVALID_RECIPIENT_EMAIL" | "INVALID_RECIPIENT_DATA" | "MISSING_COMMS_CONSENT" | "INVALID_COMMS_CONSENT_TYPE" | "INVALID_PROJECT_DATA" | "INVALID_CONSENT_DATA" | "COMMS_CONSENT_REQUIRED" | "CONSENT_NOT_FOR_CHANNEL" | "COMPANY_NOT_FOUND" | "PROJECT_INACTIVE" | "CHANNEL_NOT_ALLOWED" | "COUNTRY_NOT_ALLOWED" | "CONFIGURATION_ERROR" | "DATABASE_ERROR" | "RATE_LIMIT_EXCEEDED" | "REQUEST_ID_REUSED" | "QUEUE_ERROR" | "NOT_PERMITTED" | "CONVERSATION_NOT_FOUND" | "INVALID_ACTION" | "BEING_SENT" | "ALREADY_SENT" | "INTERNAL_ERROR";
        /** @description The engine's own refusal */
        readonly Refused: {
            /** @constant */
            readonly status: "error";
            readonly error_code: components["schemas"]["ErrorCode"] | string;
            /** @description In plain words; it holds no value of the request */
            readonly message: string;
            /** @description Of the request, or one that was made for it, by which the operator finds it */
            readonly request_id: string;
            /** @description Every fault of the body, in the order of the checks; the first names the answer */
            readonly errors: readonly {
                /** @description Where, such as recipient_data.recipient_tel */
                readonly field: string;
                readonly code: components["schemas"]["ErrorCode"] | string;
                /** @description What it must be */
                readonly message: string;
            }[];
        };
        /** @description API Gateway's refusal of a call that did not reach the engine, or that it did not answer */
        readonly GatewayRefusal: {
            /** @description In the words of API Gateway */
            readonly message: string;
        };
        /**
         * @description What became of the conversation; an unknown word of a later release means that it goes on
         * @enum {string}
         */
        readonly ConversationStatus: "processing" | "initial_message_sent" | "failed_secrets_fetch" | "failed_to_process_ai" | "failed_to_send_message" | "failed_unknown" | "delivery_unknown" | "suppressed" | "cancelled";
        readonly Message: {
            /** @description The carrier's; null where only an operator knows that it was sent */
            readonly message_id: string | null;
            /**
             * Format: date-time
             * @description When it was sent or received
             */
            readonly timestamp: string;
            /**
             * @description Ours or theirs
             * @enum {string}
             */
            readonly role: "assistant" | "user";
            /** @description What was written */
            readonly content: string;
            /** @description Of the assistant's; null of what a person wrote */
            readonly prompt_tokens: number | null;
            /** @description Of the assistant's; null of what a person wrote */
            readonly completion_tokens: number | null;
            /** @description Of the assistant's; null of what a person wrote */
            readonly total_tokens: number | null;
            /** @description The carrier's newest word on it; null of theirs */
            readonly delivery_status: string | null;
            /** @description Who wrote it: assistant or recipient; later releases know people */
            readonly author: string;
            /** @description The person who wrote it for the company */
            readonly by: string | null;
            /** @description What kind of message it is: text, media, keyword … */
            readonly message_kind: string;
            /** @description Files that came with it */
            readonly media: readonly components["schemas"]["File"][];
            /** @description Of our messages; 0 is the first, null is theirs */
            readonly turn: number | null;
        };
        /** @description What became of a request. A desk key is told the content as well. */
        readonly Conversation: {
            /** @constant */
            readonly status: "success";
            /** @description As it was asked for */
            readonly request_id: string;
            /** @description Of the conversation; null of a request that was cancelled before it was taken up */
            readonly conversation_id: string | null;
            /**
             * @description The channel; null like `conversation_id`
             * @enum {string|null}
             */
            readonly channel: "whatsapp" | "sms" | "email" | null;
            readonly conversation_status: components["schemas"]["ConversationStatus"] | string;
            /** @description The carrier's newest word on the delivery */
            readonly delivery_status: string | null;
            /** @description Why nothing was sent, or it did not arrive */
            readonly failure_reason: string | null;
            /**
             * Format: date-time
             * @description When it is to be sent, where that is later
             */
            readonly scheduled_for: string | null;
            /**
             * @description For what it waits
             * @enum {string|null}
             */
            readonly waiting: "approval" | "person" | null;
            /** @description Whether a person has taken it over */
            readonly handed_off: boolean;
            /** @description Of our messages after the first */
            readonly turns: number;
            /** @description Messages of the recipient's */
            readonly received: number;
            /** @description The conversation on the next channel */
            readonly fallback: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description When it was put on record
             */
            readonly created_at: string | null;
            /**
             * Format: date-time
             * @description When its record last changed
             */
            readonly updated_at: string | null;
            /** @description Whom it is with */
            readonly recipient?: {
                /** @description As in the request */
                readonly recipient_first_name: string | null;
                /** @description As in the request */
                readonly recipient_last_name: string | null;
                /** @description In E.164 */
                readonly recipient_tel: string | null;
                /** @description As in the request, its domain in lower case */
                readonly recipient_email: string | null;
            } | null;
            /** @description The request's `consent_data` */
            readonly consent?: {
                readonly [key: string]: unknown;
            } | null;
            /** @description What waits for approval */
            readonly draft?: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Until when a person may be answered freely, on WhatsApp
             */
            readonly reply_window_until?: string | null;
            /** @description Why a person has taken it over */
            readonly hand_off_to_human_reason?: string | null;
            /** @description Both sides' in order, the newest 200 */
            readonly messages?: readonly components["schemas"]["Message"][];
            /** @description With it, older messages are asked for; null where there are none */
            readonly cursor?: string | null;
        };
        readonly CancelAction: {
            /** @description Why, in at most 200 characters without NUL */
            readonly reason?: string;
            /** @description Who, as the company names them; without NUL */
            readonly by?: string;
        };
        readonly Cancelled: {
            /** @constant */
            readonly status: "success";
            /** @description As it was asked for */
            readonly request_id: string;
            /** @description Of the conversation; null where the request was not taken up yet */
            readonly conversation_id: string | null;
            readonly conversation_status: components["schemas"]["ConversationStatus"] | string;
            /**
             * Format: date-time
             * @description When it was cancelled first
             */
            readonly cancelled_at: string;
            /** @description In plain words */
            readonly message: string;
        };
        readonly File: {
            /** @description Media type, such as image/jpeg */
            readonly content_type: string;
            /** @description As the sender named it */
            readonly name: string | null;
            readonly bytes: number | null;
        };
        /** @description A request has been taken up: its conversation is on record. */
        readonly ConversationAcceptedEvent: {
            /** @constant */
            readonly type: "conversation.accepted";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /**
                 * Format: date-time
                 * @description When it is to be sent, where that is later
                 */
                readonly scheduled_for: string | null;
                /** @description Why, in words of the engine or of whoever decided */
                readonly reason: string | null;
                /** @description The conversation on the next channel */
                readonly fallback: {
                    readonly [key: string]: unknown;
                } | null;
            };
        };
        /** @description A conversation was cancelled before anything was sent. */
        readonly ConversationCancelledEvent: {
            /** @constant */
            readonly type: "conversation.cancelled";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /**
                 * Format: date-time
                 * @description When it is to be sent, where that is later
                 */
                readonly scheduled_for: string | null;
                /** @description Why, in words of the engine or of whoever decided */
                readonly reason?: string | null;
                /** @description The conversation on the next channel */
                readonly fallback: {
                    readonly [key: string]: unknown;
                } | null;
            };
        };
        /** @description The carrier has taken the message. */
        readonly MessageSentEvent: {
            /** @constant */
            readonly type: "message.sent";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description Of our messages in the conversation; 0 is the first */
                readonly turn: number;
                /**
                 * @description Who wrote it
                 * @enum {string}
                 */
                readonly author: "assistant";
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
                /** @description The carrier's newest word on the delivery */
                readonly delivery_status: string | null;
                /** @description The carrier's code of the failure */
                readonly provider_code: string | null;
                /** @description Why, in words of the engine or of whoever decided */
                readonly reason: string | null;
            };
        };
        /** @description The carrier reports the message delivered. */
        readonly MessageDeliveredEvent: {
            /** @constant */
            readonly type: "message.delivered";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description Of our messages in the conversation; 0 is the first */
                readonly turn: number;
                /**
                 * @description Who wrote it
                 * @enum {string}
                 */
                readonly author: "assistant";
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
                /** @description The carrier's newest word on the delivery */
                readonly delivery_status: string | null;
                /** @description The carrier's code of the failure */
                readonly provider_code: string | null;
                /** @description Why, in words of the engine or of whoever decided */
                readonly reason: string | null;
            };
        };
        /** @description The message was opened, read or answered; that it was delivered is implied. */
        readonly MessageReadEvent: {
            /** @constant */
            readonly type: "message.read";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description Of our messages in the conversation; 0 is the first */
                readonly turn: number;
                /**
                 * @description Who wrote it
                 * @enum {string}
                 */
                readonly author: "assistant";
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
                /** @description The carrier's newest word on the delivery */
                readonly delivery_status: string | null;
                /** @description The carrier's code of the failure */
                readonly provider_code: string | null;
                /** @description Why, in words of the engine or of whoever decided */
                readonly reason: string | null;
            };
        };
        /** @description The message was not sent, and is not unless an operator mends why; or it was, and does not reach its recipient. */
        readonly MessageFailedEvent: {
            /** @constant */
            readonly type: "message.failed";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description Of our messages in the conversation; 0 is the first */
                readonly turn: number;
                /**
                 * @description Who wrote it
                 * @enum {string}
                 */
                readonly author: "assistant";
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
                /** @description The carrier's newest word on the delivery */
                readonly delivery_status: string | null;
                /** @description The carrier's code of the failure */
                readonly provider_code: string | null;
                /** @description Why, in words of the engine or of whoever decided */
                readonly reason: string | null;
            };
        };
        /** @description Nobody can tell whether the message was sent; a person looks into it. */
        readonly MessageUnknownEvent: {
            /** @constant */
            readonly type: "message.unknown";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description Of our messages in the conversation; 0 is the first */
                readonly turn: number;
                /**
                 * @description Who wrote it
                 * @enum {string}
                 */
                readonly author: "assistant";
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
                /** @description The carrier's newest word on the delivery */
                readonly delivery_status: string | null;
                /** @description The carrier's code of the failure */
                readonly provider_code: string | null;
                /** @description Why, in words of the engine or of whoever decided */
                readonly reason: string | null;
            };
        };
        /** @description The recipient of a conversation wrote something. */
        readonly MessageReceivedEvent: {
            /** @constant */
            readonly type: "message.received";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
                /** @description What kind of message it is: text, media, keyword … */
                readonly message_kind: string;
                /** @description What was written */
                readonly content?: string;
                /** @description Files that came with it */
                readonly media?: readonly components["schemas"]["File"][];
                /** @description Whether a person is to answer */
                readonly needs_person: boolean;
                /** @description Whether more was said than 20000 bytes hold */
                readonly content_cut?: boolean;
            };
        };
        /** @description Somebody wrote something that belongs to no conversation. */
        readonly MessageUnmatchedEvent: {
            /** @constant */
            readonly type: "message.unmatched";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
                /** @description What kind of message it is: text, media, keyword … */
                readonly message_kind: string;
                /** @description What was written */
                readonly content?: string;
                /** @description Files that came with it */
                readonly media?: readonly components["schemas"]["File"][];
                /** @description Whether a person is to answer */
                readonly needs_person: boolean;
                /** @description Whether more was said than 20000 bytes hold */
                readonly content_cut?: boolean;
            };
        };
        /** @description Somebody, or the company for them, wants no more messages. */
        readonly RecipientOptedOutEvent: {
            /** @constant */
            readonly type: "recipient.opted_out";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description How it was said: keyword, unsubscribe_link, unsubscribe_mail, assistant, carrier, company */
                readonly source: string | null;
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
            };
        };
        /** @description Somebody who had opted out, or had said nothing, wants messages. */
        readonly RecipientOptedInEvent: {
            /** @constant */
            readonly type: "recipient.opted_in";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description How it was said: keyword, unsubscribe_link, unsubscribe_mail, assistant, carrier, company */
                readonly source: string | null;
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
            };
        };
        /** @description A message was not sent, since its recipient has opted out. */
        readonly RecipientSuppressedEvent: {
            /** @constant */
            readonly type: "recipient.suppressed";
            /**
             * Format: date-time
             * @description When it happened
             */
            readonly timestamp: string;
            readonly data: {
                /** @description The company */
                readonly company_id: string;
                /** @description The project whose webhook is told */
                readonly project_id: string;
                /** @description Of the request; null where there is none */
                readonly request_id: string | null;
                /** @description Of the conversation; null where there is none */
                readonly conversation_id: string | null;
                /**
                 * @description The channel; null where it was on none
                 * @enum {string|null}
                 */
                readonly channel: "whatsapp" | "sms" | "email" | null;
                /** @description How it was said: keyword, unsubscribe_link, unsubscribe_mail, assistant, carrier, company */
                readonly source: string | null;
                /** @description The carrier's id of the message */
                readonly message_id: string | null;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly initiateConversation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Request"];
            };
        };
        readonly responses: {
            /** @description Accepted and queued, or accepted before */
            readonly 200: {
                headers: {
                    /** @description `true` if the same request was accepted before */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request is not valid; every fault is listed, up to 100 */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description No valid API key; or the key, the project or the recipient's consent does not allow this */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description Not there for this API key */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description It stands against what was done before */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description Too many requests for the plan or the stage; or a limit of the project is reached, which the message names: `Retry-After` says when it ends */
            readonly 429: {
                headers: {
                    /** @description Seconds after which to ask again */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine could not do it now; it may be sent again with the same id */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine gave no answer; it may be sent again with the same id */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine's answer came too late; it may be sent again with the same id */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    readonly getConversation: {
        readonly parameters: {
            readonly query?: {
                /** @description From an answer before: what is older. It says something to a desk key only */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @example ci-aaa-001 */
                readonly company_id: string;
                /** @example pi-aaa-001 */
                readonly project_id: string;
                /** @example 550e8400-e29b-41d4-a716-446655440001 */
                readonly request_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How it stands */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request is not valid; every fault is listed, up to 100 */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description No valid API key; or the key, the project or the recipient's consent does not allow this */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description Not there for this API key */
            readonly 404: {
                headers: {
                    /** @description Seconds after which to ask again */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description Too many requests for the plan or the stage; or a limit of the project is reached, which the message names: `Retry-After` says when it ends */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine could not do it now; it may be sent again with the same id */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine gave no answer; it may be sent again with the same id */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine's answer came too late; it may be sent again with the same id */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    readonly cancelConversation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @example ci-aaa-001 */
                readonly company_id: string;
                /** @example pi-aaa-001 */
                readonly project_id: string;
                /** @example 550e8400-e29b-41d4-a716-446655440001 */
                readonly request_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["CancelAction"];
            };
        };
        readonly responses: {
            /** @description Nothing of it is sent any more */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Cancelled"];
                };
            };
            /** @description The request is not valid; every fault is listed, up to 100 */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description No valid API key; or the key, the project or the recipient's consent does not allow this */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description Not there for this API key */
            readonly 404: {
                headers: {
                    /** @description Seconds after which to ask again */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description It stands against what was done before */
            readonly 409: {
                headers: {
                    /** @description Seconds after which to ask again */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description The body is too large */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description Too many requests for the plan or the stage; or a limit of the project is reached, which the message names: `Retry-After` says when it ends */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine could not do it now; it may be sent again with the same id */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Refused"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine gave no answer; it may be sent again with the same id */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine's answer came too late; it may be sent again with the same id */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    readonly getDescription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OpenAPI 3.1 */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            /** @description Too many requests for the plan or the stage; or a limit of the project is reached, which the message names: `Retry-After` says when it ends */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine could not do it now; it may be sent again with the same id */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine gave no answer; it may be sent again with the same id */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description The engine's answer came too late; it may be sent again with the same id */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    readonly onConversationAcceptedEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ConversationAcceptedEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onConversationCancelledEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ConversationCancelledEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onMessageSentEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MessageSentEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onMessageDeliveredEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MessageDeliveredEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onMessageReadEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MessageReadEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onMessageFailedEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MessageFailedEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onMessageUnknownEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MessageUnknownEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onMessageReceivedEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MessageReceivedEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onMessageUnmatchedEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MessageUnmatchedEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onRecipientOptedOutEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RecipientOptedOutEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onRecipientOptedInEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RecipientOptedInEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readonly onRecipientSuppressedEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description The same for the same event, however often it is told
                 * @example msg_p5jXN8AQM9LWM0D4loKWxJek
                 */
                readonly "webhook-id": string;
                /**
                 * @description When this try was made: seconds since 1970
                 * @example 1795261534
                 */
                readonly "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated
                 * @example v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
                 */
                readonly "webhook-signature": string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RecipientSuppressedEvent"];
            };
        };
        readonly responses: {
            /** @description Not wanted any more: it is not tried again */
            readonly 410: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Heard; the body is not read */
            readonly "2XX": {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not heard: it is tried again, over 39 hours */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
