/** A filter pattern that cannot be read; the position counts characters from 1. */
export const patternError = (pattern: string, at: number, expected: string): Error =>
  new Error(`filter pattern ${pattern} is wrong at position ${at + 1}: ${expected}`);
