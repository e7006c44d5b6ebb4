import type * as O from "fp-ts/Option";
import type * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json";
import type { CompanyData } from "../request/validate-request";

export type CompaniesUnreadable = { readonly _tag: "CompaniesUnreadable" };

/** The company table. */
export type Companies = {
  readonly find: (project: CompanyData) => TE.TaskEither<CompaniesUnreadable, O.Option<JsonObject>>;
};
export type HasCompanies = { readonly companies: Companies };
