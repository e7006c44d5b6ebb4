import type { Ready } from "../../local/run/ready";

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
};

type Sent = Pick<RequestInit, "method" | "headers">;

/** Sends to a path of the API, with no more headers than given. */
export const call = async (
  { apiUrl }: Ready,
  path: string,
  body: string | Buffer | undefined,
  sent: Sent,
): Promise<Answer> => {
  const answer = await fetch(`${apiUrl}${path}`, {
    method: "POST",
    ...sent,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") && text !== "";
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : {} };
};

/** The value of a demonstration project's key. */
export const keyOf = ({ apiKeys }: Ready, companyId = "ci-aaa-001"): string => {
  const key = apiKeys.find(({ company_id }) => company_id === companyId);
  if (key === undefined) throw new Error(`no key of ${companyId}`);
  return key.value;
};

/** Posts a request as a client of the first demonstration project does: text and bytes as they are, anything else as JSON. */
export const post = (ready: Ready, body: unknown, key = keyOf(ready)): Promise<Answer> =>
  call(
    ready,
    "/initiate-conversation",
    typeof body === "string" || body instanceof Buffer ? body : JSON.stringify(body),
    {
      headers: { "x-api-key": key, "content-type": "application/json" },
    },
  );
