/** The stack begins with the message, of which a line may look like a frame. */
const firstFrame = ({ stack = "", message }: Error): string =>
  /^\s+at .+$/m.exec(stack.replace(message, () => ""))?.[0].trim() ?? "";

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

/** Names an unforeseen error by its kind, code and place; its message is left out, since it may quote data. */
export const describeError = (error: unknown): string =>
  error instanceof Error
    ? [error.name, codeOf(error), firstFrame(error)].filter((part) => part !== "").join(" ")
    : `a thrown ${typeof error}`;
