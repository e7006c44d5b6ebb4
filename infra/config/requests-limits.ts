import { PositiveInteger } from "./plain-types";

/** The limits that API Gateway keeps, by a project's own usage plan or by that of its tier. */
export const requestsLimits = { requests_per_minute: PositiveInteger, requests_per_day: PositiveInteger } as const;
