/**
 * Node's options for a function that holds many messages at once: a young generation large enough that what a message needs while
 * it waits for the assistant is not copied over and over. V8's own choice follows the memory, and is small where that is little.
 */
export const nodeOptions = (memoryMb: number): string => `--max-semi-space-size=${Math.floor(memoryMb / 16)}`;
