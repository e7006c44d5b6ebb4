import * as E from "fp-ts/Either";
import * as t from "io-ts";
import type { ConfigFault } from "./config-fault";
import { parsedJson } from "./parsed-json";

/** Secret name without its environment suffix → the secret's JSON fields. */
const SecretValues = t.record(t.string, t.record(t.string, t.string));
export type SecretValues = t.TypeOf<typeof SecretValues>;

const EXAMPLE = `{"whatsapp-credentials/ci-aaa-001/pi-aaa-001/twilio":{"twilio_account_sid":"AC…","twilio_auth_token":"…","twilio_template_sid":"HX…"}}`;

/** Reads `secretValues`; a fault never quotes what was there. */
export const readSecretValues = (
  text: string,
): { readonly secretValues: SecretValues; readonly faults: readonly ConfigFault[] } => {
  const decoded = SecretValues.decode(parsedJson(text));
  return E.isRight(decoded)
    ? { secretValues: decoded.right, faults: [] }
    : {
        secretValues: {},
        faults: [
          { key: "secretValues", fault: "must be an object of secret names with their fields", example: EXAMPLE },
        ],
      };
};
