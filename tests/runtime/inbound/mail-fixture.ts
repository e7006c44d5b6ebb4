import { generateKeyPairSync } from "node:crypto";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../../../runtime/codec/json";
import { addressHash } from "../../../runtime/conversation/consent";
import { sealReference } from "../../../runtime/conversation/reference";
import type { InboundEnv } from "../../../runtime/inbound/inbound-request";
import { sendgridSecret } from "../../../tools/measure/sample/company-record";
import { type InboundMail, parsedMail } from "../../../tools/providers/sendgrid/parsed-mail";
import { publicKeyText, signatureHeaders } from "../../../tools/providers/sendgrid/signature";
import { CONSENT_KEY, exampleSecrets, fakeSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import { inboundFixture, requestTo } from "./inbound-fixture";

export const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const SECRET = "ai-multi-comms/email-credentials/cucumber-recruitment/clarify-cv/sendgrid-dev";

const domain = { kind: "inbound", ...project, channel: "email", address: "reply.example.com" } as const;

export const hashOf = (address: string): string => addressHash(CONSENT_KEY, project.company_id, address);

type Form = { readonly contentType: string; readonly body: Buffer };

export const mailOfJane = (mail: Partial<InboundMail> = {}, messageId = "<1@mail.example.com>"): Form =>
  parsedMail({ from: "Jane Doe <jane@example.com>", to: "answers@reply.example.com", ...mail }, messageId);

/** What comes otherwise than SendGrid has posted it. */
type Altered = {
  readonly ref?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
};

/** The inbound function, its ports in memory, for what SendGrid posts; `fields` go over those of the project's secret. */
export const mailFixture = (overrides: Partial<InboundEnv> = {}, fields: JsonObject = {}) => {
  const secret = { ...sendgridSecret, sendgrid_parse_public_key: publicKeyText(privateKey), ...fields };
  const files = new Map<string, Buffer>();
  const fixture = inboundFixture(
    {
      secrets: fakeSecrets({ ...exampleSecrets, [SECRET]: JSON.stringify(secret) }).secrets,
      attachments: { put: (key, bytes) => TE.fromIO(() => void files.set(key, bytes)) },
      ...overrides,
    },
    { opt_out_keywords: ["ARRÊT"] },
  );
  /** When a form is signed, posted at any time with `post`: the status of the answer. */
  const sign = ({ contentType, body }: Form) => {
    const signed = signatureHeaders(privateKey, fixture.clock.now().getTime(), body);
    return async ({ ref = sealReference(RECEIPT_KEY, domain), headers = signed, ...altered }: Altered = {}) => {
      const answer = await fixture.receive(
        requestTo("inbound/sendgrid", ref, {
          httpMethod: "POST",
          headers: { "Content-Type": contentType, ...headers },
          body: (altered.body ?? body).toString("base64"),
          isBase64Encoded: true,
        }),
      );
      return answer.statusCode;
    };
  };
  return { ...fixture, files, sign, post: (form: Form): Promise<number> => sign(form)() };
};
