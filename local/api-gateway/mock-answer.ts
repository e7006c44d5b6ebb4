import { contentTypeOf, isBinaryRequest } from "./binary-media";
import { type Fault, fault } from "./fault";
import type { Headers } from "./headers";
import type { MockIntegration } from "./mock-integration";
import { renderVariables, type Variables } from "./render-variables";
import type { Reply } from "./reply";

const notConfigured = (detail: string): Fault =>
  fault("API_CONFIGURATION_ERROR", `Execution failed due to configuration error: ${detail}`);

/** The answer of a mock integration. */
export const answerMock = (
  mock: MockIntegration,
  binaryMediaTypes: readonly string[],
  requestHeaders: Headers,
  variables: Variables,
): Reply | Fault => {
  // A request template works on text. With a binary type such as */* even an empty OPTIONS counts as binary, and AWS
  // answers 500 unless contentHandling is CONVERT_TO_TEXT:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
  if (isBinaryRequest(binaryMediaTypes, requestHeaders) && !mock.convertToText)
    return notConfigured("Unable to transform request (binary media type without contentHandling CONVERT_TO_TEXT)");
  const status = mock.statusByMediaType.get(contentTypeOf(requestHeaders));
  if (status === undefined && mock.refusesUnmappedMediaTypes) return fault("UNSUPPORTED_MEDIA_TYPE");
  if (status === undefined)
    return notConfigured(
      "Unable to parse statusCode. It should be an integer that is defined in the request template.",
    );
  const response =
    mock.responses.find(
      ({ selection }) => selection !== "default" && new RegExp(`^(?:${selection})$`).test(String(status)),
    ) ?? mock.responses.find(({ selection }) => selection === "default");
  if (response === undefined)
    return notConfigured(
      `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${status}`,
    );
  const [media, template] = Object.entries(response.templates)[0] ?? ["application/json", ""];
  return {
    status: response.status,
    headers: [["Content-Type", media], ...response.headers],
    body: Buffer.from(renderVariables(template, variables)),
  };
};
