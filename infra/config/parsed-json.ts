/** Structures of the stack config arrive as JSON text; other text is left as it is, for the codec to judge. */
export const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
