import { generateKeyPairSync } from "node:crypto";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../../../runtime/codec/json";
import { addressHash, consentKeyAt } from "../../../runtime/conversation/consent";
import type { ReceivedMessage } from "../../../runtime/conversation/received-message";
import { sealReference } from "../../../runtime/conversation/reference";
import type { InboundEnv, InboundRequest } from "../../../runtime/inbound/inbound-request";
import { receiveMail } from "../../../runtime/inbound/sendgrid";
import { companyRecord, sendgridSecret } from "../../../tools/measure/sample/company-record";
import { type InboundMail, parsedMail } from "../../../tools/providers/sendgrid/parsed-mail";
import { publicKeyText, signatureHeaders } from "../../../tools/providers/sendgrid/signature";
import { CONSENT_KEY, exampleSecrets, fakeSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { manualClock } from "../../helpers/time-and-chance";

export const project = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const SECRET = "ai-multi-comms/email-credentials/cucumber-recruitment/clarify-cv/sendgrid-dev";

export const ref = sealReference(RECEIPT_KEY, {
  kind: "inbound",
  ...project,
  channel: "email",
  address: "reply.example.com",
});

export const hashOf = (address: string): string => addressHash(CONSENT_KEY, project.company_id, address);

type Posted = { readonly contentType: string; readonly body: Buffer };

export const mailOfJane = (mail: Partial<InboundMail> = {}, messageId = "<1@mail.example.com>"): Posted =>
  parsedMail({ from: "Jane Doe <jane@example.com>", to: "answers@reply.example.com", ...mail }, messageId);

/** The real rules for what SendGrid posts, over ports in memory. */
export const mailFixture = (overrides: Partial<InboundEnv> = {}, fields: JsonObject = {}) => {
  const store = inMemoryConversations();
  const clock = manualClock();
  const { log, lines } = gatheringLog();
  const parseKey = { sendgrid_parse_public_key: publicKeyText(privateKey) };
  const { secrets } = fakeSecrets({
    ...exampleSecrets,
    [SECRET]: JSON.stringify({ ...sendgridSecret, ...parseKey, ...fields }),
  });
  const queue: ReceivedMessage[] = [];
  const files = new Map<string, Buffer>();
  const env: InboundEnv = {
    settings: { receiptKeyName: "ai-multi-comms/receipt-key-dev", consentKeyName: "ai-multi-comms/consent-key-dev" },
    clock,
    log,
    companies: inMemoryCompanies(companyRecord({ opt_out_keywords: ["ARRÊT"] })),
    consents: store.consents,
    attachments: {
      put: (key, bytes) => TE.fromIO(() => void files.set(key, bytes)),
    },
    repliesQueue: {
      send: (message) => TE.fromIO(() => void queue.push(message)),
    },
    secrets,
    ...overrides,
  };
  const requestOf = (
    { contentType, body }: Posted,
    headers: Readonly<Record<string, string>> = {},
  ): InboundRequest => ({
    resource: "/inbound/sendgrid/{ref}",
    method: "POST",
    ref,
    url: `https://api.example.com/inbound/sendgrid/${ref}`,
    headers: { "content-type": contentType, ...signatureHeaders(privateKey, clock.now().getTime(), body), ...headers },
    bytes: body,
  });
  const take = async (request: InboundRequest): Promise<string> => {
    const result = await receiveMail(request)(env)();
    return E.isRight(result) ? "taken" : result.left._tag;
  };
  return {
    clock,
    lines,
    queue,
    files,
    requestOf,
    take,
    post: (posted: Posted) => take(requestOf(posted)),
    /** The state of the company's consent item of an address, if there is one. */
    consentOf: (address: string) => store.find(consentKeyAt(project.company_id, hashOf(address))),
  };
};
