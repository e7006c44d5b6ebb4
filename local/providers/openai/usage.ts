/** A plausible, repeatable token count: four characters each. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

export type Usage = { readonly input: number; readonly cached: number; readonly output: number };

// OpenAI caches prefixes from 1,024 tokens up, in steps of 128; instructions are what requests share.
export const cachedTokens = (instructionTokens: number): number =>
  instructionTokens < 1024 ? 0 : Math.floor(instructionTokens / 128) * 128;

export const usageResource = ({ input, cached, output }: Usage) => ({
  input_tokens: input,
  input_tokens_details: { cached_tokens: cached, cache_write_tokens: 0 },
  output_tokens: output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: input + output,
});
