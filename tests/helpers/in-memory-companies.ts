import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../../runtime/codec/json";
import { companyOf } from "../../runtime/company/company";
import type { Companies } from "../../runtime/ports/companies";

/** A company table that holds these records. */
export const inMemoryCompanies = (...records: readonly JsonObject[]): Companies => ({
  find: ({ company_id, project_id }) =>
    TE.right(
      pipe(
        O.fromNullable(records.find((record) => record.company_id === company_id && record.project_id === project_id)),
        O.map(companyOf),
      ),
    ),
});

/** A company table that cannot be read. */
export const unreadableCompanies: Companies = { find: () => TE.left({ _tag: "CompaniesUnreadable" }) };
