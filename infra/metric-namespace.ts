/** Where the stack's own metrics are in CloudWatch; one namespace each, so that environments of one account do not mix. */
export const metricNamespace = (stack: string): string => `AiMultiComms/${stack}`;
