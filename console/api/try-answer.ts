/** What the API answered to a request of the console. */
export type TryAnswer = {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
  readonly conversation_id: string | null;
};
