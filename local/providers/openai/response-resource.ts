import type { AssistantOutput } from "./assistant-output";
import type { ConversationItem } from "./conversation-store";
import { openAiId } from "./openai-id";
import type { ResponseRequest } from "./response-request";
import { type Usage, usageResource } from "./usage";

/** The output message as a conversation item; a failed response has none. */
export const outputItems = ({ status, part, text }: AssistantOutput): readonly ConversationItem[] =>
  status === "failed"
    ? []
    : [
        {
          id: openAiId("msg"),
          type: "message",
          status,
          role: "assistant",
          content: [
            part === "refusal"
              ? { type: "refusal", refusal: text }
              : { type: "output_text", text, annotations: [], logprobs: [] },
          ],
        },
      ];

const failure = { code: "server_error", message: "The model failed to generate a response." };

export type ResponseFacts = {
  readonly id: string;
  readonly request: ResponseRequest;
  readonly output: AssistantOutput;
  readonly items: readonly ConversationItem[];
  readonly usage: Usage;
  readonly createdAt: number;
};

/** The response object as OpenAI shows it; times in seconds since the epoch. */
export const responseResource = ({ id, request, output, items, usage, createdAt }: ResponseFacts) => {
  const { given } = request;
  return {
    id,
    object: "response",
    created_at: createdAt,
    status: output.status,
    background: false,
    completed_at: output.status === "completed" ? createdAt : null,
    conversation: request.conversation === null ? null : { id: request.conversation },
    error: output.status === "failed" ? failure : null,
    incomplete_details: output.status === "incomplete" ? { reason: "max_output_tokens" } : null,
    instructions: request.instructions,
    max_output_tokens: request.maxOutputTokens,
    max_tool_calls: null,
    model: request.model,
    output: items,
    parallel_tool_calls: given.parallel_tool_calls ?? true,
    previous_response_id: null,
    prompt_cache_key: given.prompt_cache_key ?? null,
    reasoning: given.reasoning ?? { effort: null, summary: null },
    safety_identifier: given.safety_identifier ?? null,
    service_tier: given.service_tier ?? "default",
    store: given.store ?? true,
    temperature: given.temperature ?? 1,
    text: { format: request.format.echo },
    tool_choice: given.tool_choice ?? "auto",
    tools: [],
    top_logprobs: given.top_logprobs ?? 0,
    top_p: given.top_p ?? 1,
    truncation: given.truncation ?? "disabled",
    ...(output.status === "failed" ? {} : { usage: usageResource(usage) }),
    ...(typeof given.user === "string" ? { user: given.user } : {}),
    metadata: request.metadata,
  };
};
