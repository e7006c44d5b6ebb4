/** An AWS service running in this process. */
export type LocalServer = {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** Ends open connections too, kept-alive or in use. */
  readonly stop: () => Promise<void>;
};
