import { patternString } from "../../../runtime/codec/refined-string";
import { flag, integer, listOf, number } from "../setting";

const Origin = patternString("an origin", /^(\*|https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?)$/);

/** The public API. */
export const apiSettings = {
  corsOrigins: listOf(Origin, 'a list of origins, or ["*"]', {
    fallback: undefined,
    example: '["https://app.example.com"]',
    about: "Origins of web pages that may call the API.",
  }),
  apiThrottleRate: number({
    min: 1,
    max: 10_000,
    fallback: 10,
    example: "10",
    about: "Requests per second of the whole stage; plans have their own limits.",
  }),
  apiThrottleBurst: integer({
    min: 1,
    max: 5_000,
    fallback: 20,
    example: "20",
    about: "Requests of the whole stage that may come at once.",
  }),
  usagePlanQuota: integer({
    min: 1,
    max: 10_000,
    fallback: 300,
    example: "300",
    about:
      "Usage plans that the stack may have. An account has 300 in a region, for all its stacks, unless AWS has raised its quota.",
  }),
  manageApiGatewayAccount: flag({
    fallback: true,
    example: "false",
    about:
      "Sets the region's CloudWatch role for API Gateway; false where another stack of the account does. It stays when the stack goes.",
  }),
} as const;
