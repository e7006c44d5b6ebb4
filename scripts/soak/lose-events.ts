import type { Engine } from "../../local/run/start-engine";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import { sealReference } from "../../runtime/receipts/reference";

/** Of the mails whose answer was lost, every so many-th gets no event either. */
const EVERY = 3;

const senderOf = ({ channel_config }: JsonObject): unknown =>
  isJsonObject(channel_config) && isJsonObject(channel_config.email) ? channel_config.email.company_email : undefined;

/** Has SendGrid keep silent on some mails whose answer was lost already: these are left to the operator. */
export const loseEvents = (
  { providers, ready }: Engine,
  companies: readonly JsonObject[],
  receiptKey: string,
): void => {
  const urls = new Map(
    companies.map((company) => {
      const project = { company_id: String(company.company_id), project_id: String(company.project_id) };
      return [senderOf(company), `${ready.receiptsUrl}/sendgrid/${sealReference(receiptKey, project)}`] as const;
    }),
  );
  const silent = new Map<string, boolean>();
  let unanswered = 0;
  providers.sendgrid.setWebhook({
    url: ({ id, answered, from }) => {
      if (answered !== "given" && !silent.has(id)) {
        unanswered += 1;
        silent.set(id, unanswered % EVERY === 0);
      }
      return silent.get(id) ? null : (urls.get(from) ?? null);
    },
  });
};
