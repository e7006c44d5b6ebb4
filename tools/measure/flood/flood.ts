import { randomUUID } from "node:crypto";
import { validBody } from "../sample/request";

export type Tenant = { readonly value: string; readonly company_id: string; readonly project_id: string };

type Call = { readonly method: string; readonly path: string; readonly key?: string; readonly body?: string };

/** Who may come through whatever floods: a tenant within its plan, its web page's preflights, a carrier. */
type Kind = "flood" | "tenant" | "preflight" | "carrier";

const CONVERSATION = "/initiate-conversation";
const FORGED = "/receipts/twilio/AAAA";
const carrier: Call = { method: "POST", path: "/receipts/sendgrid/AAAA", body: "[]" };
const preflight: Call = { method: "OPTIONS", path: CONVERSATION };
const keyless: Call = { method: "POST", path: CONVERSATION, body: "{}" };

/** What floods, by its name; each in turn. */
export const floodsOf = (attacker: Tenant): Readonly<Record<string, readonly Call[]>> => ({
  "without a key": [preflight, keyless],
  "with forged receipts": [{ method: "POST", path: FORGED, body: "SmsStatus=failed" }],
  "with another tenant's key": [{ ...keyless, key: attacker.value }],
});

const requestOf = ({ value: key, company_id, project_id }: Tenant): Call => ({
  method: "POST",
  path: CONVERSATION,
  key,
  body: JSON.stringify(
    validBody({
      company_data: { company_id, project_id },
      request_data: { request_id: randomUUID(), channel_method: "sms" },
    }),
  ),
});

/** Requests a second of each kind. */
const RATES: Readonly<Record<Kind, number>> = { flood: 100, tenant: 1, preflight: 1, carrier: 20 };

type Due = { readonly at: number; readonly kind: Kind; readonly call: Call };

/** All calls of so many seconds in the order in which they are due; `at` in milliseconds from the beginning. */
const schedule = (flood: readonly Call[], victim: Tenant, seconds: number): readonly Due[] => {
  const calls: Readonly<Record<Kind, (number: number) => Call | undefined>> = {
    flood: (number) => flood[number % flood.length],
    tenant: () => requestOf(victim),
    preflight: () => preflight,
    carrier: () => carrier,
  };
  return (Object.keys(RATES) as Kind[])
    .flatMap((kind) =>
      Array.from({ length: RATES[kind] * seconds }, (_, number) => {
        const call = calls[kind](number);
        return call === undefined ? [] : [{ at: (number * 1000) / RATES[kind], kind, call }];
      }).flat(),
    )
    .sort((a, b) => a.at - b.at);
};

export type Outcome = Readonly<
  Record<Kind, { readonly sent: number; readonly throttled: number; readonly ok: number }>
>;

type World = {
  readonly base: string;
  readonly victim: Tenant;
  readonly seconds: number;
  /** Lets so many milliseconds from the beginning pass; what was sent before may still be under way. */
  readonly until: (at: number, underWay: readonly Promise<unknown>[]) => Promise<void>;
};

/** Floods for some seconds, and counts what became of the flood and of the others. */
export const runFlood = async (flood: readonly Call[], { base, victim, seconds, until }: World): Promise<Outcome> => {
  const answers: Promise<{ readonly kind: Kind; readonly status: number }>[] = [];
  for (const { at, kind, call } of schedule(flood, victim, seconds)) {
    await until(at, answers);
    const { method, path, key, body } = call;
    const headers = { "content-type": "application/json", ...(key === undefined ? {} : { "x-api-key": key }) };
    answers.push(
      fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }).then(async (answer) => {
        await answer.arrayBuffer();
        return { kind, status: answer.status };
      }),
    );
  }
  const all = await Promise.all(answers);
  const count = (kind: Kind) => {
    const statuses = all.filter((answer) => answer.kind === kind).map(({ status }) => status);
    return {
      sent: statuses.length,
      throttled: statuses.filter((status) => status === 429).length,
      ok: statuses.filter((status) => status === 200).length,
    };
  };
  return { flood: count("flood"), tenant: count("tenant"), preflight: count("preflight"), carrier: count("carrier") };
};
