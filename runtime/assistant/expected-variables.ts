import type { ChannelSetup } from "../company/channel-setup";
import type { CarrierCredentials } from "../secrets/carrier-credentials";

/** The variable that holds the whole text where a secret names no template. */
export const BODY = "body";

const writesBody = (credentials: CarrierCredentials): boolean =>
  credentials._tag === "Twilio" && credentials.twilio_template_sid === undefined;

/** What the assistant fills: the template's variables, or the text itself. Name → what belongs there. */
export const expectedVariables = (
  setup: ChannelSetup,
  credentials: CarrierCredentials,
): Readonly<Record<string, string>> =>
  writesBody(credentials) ? { [BODY]: "the text of the message" } : setup.assistant.content_variables;
