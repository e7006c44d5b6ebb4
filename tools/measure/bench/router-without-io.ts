import { randomUUID } from "node:crypto";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { companyOf } from "../../../runtime/company/company";
import { type HttpEnv, handleHttp } from "../../../runtime/router/handle-http";
import { companyRecord } from "../sample/company-record";

const unlogged = () => () => undefined;

const env: HttpEnv = {
  settings: { version: "0", corsOrigins: ["*"] },
  companies: { find: () => TE.right(O.some(companyOf(companyRecord()))) },
  guards: {
    readGuard: () => TE.right(O.none),
    readCounted: () => TE.right({ messages: 0, tokens: 0, ofRecipient: [] }),
  },
  queue: { send: () => TE.right(undefined) },
  clock: { now: () => new Date() },
  ids: { next: randomUUID },
  stopwatch: () => () => 0,
  log: { debug: unlogged, info: unlogged, warn: unlogged, error: unlogged },
};

/** The router's own rules over ports in memory. */
export const handler = (event: unknown) => handleHttp(env)(event)();
