import { STATUS_CODES } from "node:http";

/** Plain words for an HTTP status that a fault asked for without a message. */
export const defaultErrorText = (status: number): string => STATUS_CODES[status] ?? `Status ${status}`;
