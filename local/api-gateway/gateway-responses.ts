import { fieldsAt, refuseOthers, textsAt } from "./document-fields";
import { literalParameters } from "./literal-parameters";
import { requirePlainTemplate } from "./render-variables";

export type GatewayResponse = {
  readonly status: number | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly templates: Readonly<Record<string, string>>;
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
const types = `ACCESS_DENIED API_CONFIGURATION_ERROR AUTHORIZER_CONFIGURATION_ERROR AUTHORIZER_FAILURE BAD_REQUEST_BODY
  BAD_REQUEST_PARAMETERS DEFAULT_4XX DEFAULT_5XX EXPIRED_TOKEN INTEGRATION_FAILURE INTEGRATION_TIMEOUT INVALID_API_KEY
  INVALID_SIGNATURE MISSING_AUTHENTICATION_TOKEN QUOTA_EXCEEDED REQUEST_TOO_LARGE RESOURCE_NOT_FOUND THROTTLED
  UNAUTHORIZED UNSUPPORTED_MEDIA_TYPE WAF_FILTERED`.split(/\s+/);

const readStatus = (value: unknown, where: string): number | undefined => {
  if (value === undefined || value === null) return undefined;
  const status = Number(value);
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new Error(`${where}.statusCode must be a status between 200 and 599`);
};

/** Reads `x-amazon-apigateway-gateway-responses`, keyed by AWS's response type. */
export const readGatewayResponses = (value: unknown): ReadonlyMap<string, GatewayResponse> =>
  new Map(
    Object.entries(fieldsAt(value, "x-amazon-apigateway-gateway-responses")).map(([type, response]) => {
      const where = `x-amazon-apigateway-gateway-responses.${type}`;
      if (!types.includes(type)) throw new Error(`${where}: there is no such gateway response type`);
      const fields = fieldsAt(response, where);
      refuseOthers(fields, ["statusCode", "responseParameters", "responseTemplates"], where);
      const templates = textsAt(fields.responseTemplates, `${where}.responseTemplates`);
      for (const [media, text] of Object.entries(templates))
        requirePlainTemplate(text, `${where}.responseTemplates.${media}`);
      const parameters = textsAt(fields.responseParameters, `${where}.responseParameters`);
      const headers = literalParameters(parameters, "gatewayresponse.header.", `${where}.responseParameters`);
      return [type, { status: readStatus(fields.statusCode, where), headers, templates }];
    }),
  );
