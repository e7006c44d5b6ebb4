import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr } from "../../../runtime/codec/json";
import type { Ledger } from "../ledger/ledger";
import { type Answer, defaultErrorText, type Exchange, type Operation, ok } from "../server/operation";

/** An error answer of the company's endpoint. */
export const companyError = (status: number, code: string | null): Answer => ({
  status,
  body: { message: code ?? defaultErrorText(status) },
});

/** What of an event the endpoint looks at. */
const Event = t.type({
  type: t.string,
  timestamp: t.string,
  data: t.intersection([t.UnknownRecord, t.type({ company_id: t.string, project_id: t.string })]),
});

type ReceivePorts = {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly warn: (text: string) => void;
  /** What the endpoint of a project knows its events by. */
  readonly secretOf: (company: string, project: string) => string | undefined;
};

/** Loaded with the first event: nothing that is started waits for it. */
const standard = () => require("standardwebhooks") as typeof import("standardwebhooks");

const signatureHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    ["id", "timestamp", "signature"].map((name) => [`webhook-${name}`, String(headers[`webhook-${name}`] ?? "")]),
  );

/** The event, if it is signed as it should be and not five minutes old: told by the library of those who write the standard. */
const verified = (secret: string, { headers, body }: Exchange): E.Either<string, t.TypeOf<typeof Event>> =>
  pipe(
    E.tryCatch(
      () => new (standard().Webhook)(secret).verify(body, signatureHeaders(headers)),
      (fault) => E.toError(fault).message,
    ),
    E.chain(decodeOr(Event, (places) => `not an event: ${places}`)),
  );

/** Takes events as a company does that keeps their ids: it counts how often each came, and refuses one whose body is another than before. */
export const receiveEvent = ({ ledger, now, warn, secretOf }: ReceivePorts): Operation => {
  const seen = new Map<string, { readonly digest: string; readonly count: number }>();
  return {
    name: "events.receive",
    method: "POST",
    path: "/events/:company/:project",
    subject: ({ params }) => ({ to: `${params.company}/${params.project}`, from: null }),
    handle: (exchange) => {
      const { company = "", project = "" } = exchange.params;
      const secret = secretOf(company, project);
      if (secret === undefined) return companyError(404, null);
      const id = String(exchange.headers["webhook-id"]);
      const read = verified(secret, exchange);
      if (E.isLeft(read)) return companyError(401, read.left);
      const digest = createHash("sha256").update(exchange.body).digest("base64");
      const before = seen.get(id) ?? { digest, count: 0 };
      if (before.digest !== digest) {
        warn(`the company was told two bodies of the event ${id}`);
        return companyError(409, "another body than before");
      }
      const count = before.count + 1;
      seen.set(id, { digest, count });
      const { type, timestamp, data } = read.right;
      ledger.record({
        provider: "company",
        kind: "event",
        at: new Date(now()).toISOString(),
        id,
        account: `${company}/${project}`,
        answered: exchange.answered,
        type,
        timestamp,
        data,
        count,
      });
      return ok({ received: count });
    },
  };
};
