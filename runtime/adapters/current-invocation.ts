/** What Lambda tells a handler of its invocation, as far as the log needs it. */
export type Invocation = { readonly awsRequestId?: string };

let requestId: string | undefined;

/** Notes the invocation that runs from now on; a Lambda container runs one at a time. */
export const noteInvocation = ({ awsRequestId }: Invocation = {}): void => {
  requestId = awsRequestId;
};

export const currentRequestId = (): string | undefined => requestId;
