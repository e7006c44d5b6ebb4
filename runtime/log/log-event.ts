/**
 * Everything that a log line may hold. No field takes recipient data, message text, variables, secrets or keys;
 * `reason` takes only words of our own or a provider's code.
 */
export type LogEvent = {
  readonly event: string;
  readonly request_id?: string;
  readonly conversation_id?: string;
  readonly company_id?: string;
  readonly project_id?: string;
  readonly channel?: string;
  readonly error_code?: string;
  readonly error_codes?: readonly string[];
  readonly reason?: string;
  readonly status?: string;
  readonly send_state?: string;
  readonly provider_code?: string;
  readonly attempt?: number;
  readonly retry_in_seconds?: number;
  readonly duration_ms?: number;
  readonly message_id?: string;
  readonly critical?: true;
};
