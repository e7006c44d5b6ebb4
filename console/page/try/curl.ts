const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const MASK = "$API_KEY";
const MOST_SHOWN = 4_000;

/** The command that sends the same request; without a key given it is left to a variable. */
export const curlText = (url: string | null, body: string, key: string | undefined): string => {
  const data = body.length > MOST_SHOWN ? `@request.json  # ${body.length} characters` : quoted(body);
  return [
    `curl -s ${url ?? "API_URL/initiate-conversation"}`,
    key === undefined ? `-H "x-api-key: ${MASK}"` : `-H ${quoted(`x-api-key: ${key}`)}`,
    "-H 'content-type: application/json'",
    `-d ${data}`,
  ].join(" \\\n  ");
};
