/** An error payload that the platform, not the handler, writes. Shapes as AWS Lambda answers them. */
export type PlatformError = { readonly errorType: string; readonly errorMessage: string };

/** The payload after the worker was killed for running longer than `timeoutSeconds`. */
export const timedOut = (requestId: string, timeoutSeconds: number): PlatformError => ({
  errorType: "Sandbox.Timedout",
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
});

const signalWords: Readonly<Record<string, string>> = { SIGKILL: "killed", SIGABRT: "aborted", SIGTERM: "terminated" };

const exitReason = (code: number | null, signal: string | null): string => {
  if (signal !== null) return `Runtime exited with error: signal: ${signalWords[signal] ?? signal}`;
  return code === 0 ? "Runtime exited without providing a reason" : `Runtime exited with error: exit status ${code}`;
};

/** The payload after the worker's process ended before it answered. */
export const exited = (requestId: string, code: number | null, signal: string | null): PlatformError => ({
  errorType: "Runtime.ExitError",
  errorMessage: `RequestId: ${requestId} Error: ${exitReason(code, signal)}`,
});
