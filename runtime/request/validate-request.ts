import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as N from "fp-ts/number";
import * as Ord from "fp-ts/Ord";
import * as RNEA from "fp-ts/ReadonlyNonEmptyArray";
import type { JsonObject } from "../codec/json-object";
import type { Channel } from "./channel";
import { type Checked, checking } from "./checked";
import { checkCompanyData } from "./company-data";
import { rankOf } from "./error-code";
import type { Fault } from "./fault";
import { checkProjectData } from "./project-data";
import { checkRecipientData } from "./recipient-data";
import { channelOf, checkRequestData, requestSection } from "./request-data";
import type { ValidRequest } from "./valid-request";

const byOrderOfChecks: Ord.Ord<Fault> = pipe(
  N.Ord,
  Ord.contramap(({ code }: Fault) => rankOf(code)),
);

const requestedChannel = (body: JsonObject): Channel | undefined =>
  pipe(
    requestSection(body),
    E.chain(channelOf),
    E.match(
      () => undefined,
      (channel) => channel,
    ),
  );

/** Checks a whole body; the faults come in the order of the checks, so that the first names the answer. */
export const validateRequest = (body: JsonObject): Checked<ValidRequest> =>
  pipe(
    sequenceS(checking)({
      company_data: checkCompanyData(body),
      request_data: checkRequestData(body),
      recipient_data: checkRecipientData(body, requestedChannel(body)),
      project: checkProjectData(body),
    }),
    E.bimap(RNEA.sort(byOrderOfChecks), ({ project, ...sections }) => ({ ...sections, ...project })),
  );
