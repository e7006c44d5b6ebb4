import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json-object";
import { boundKeys } from "../company/bound-keys";
import type { HasCompanies } from "../ports/companies";
import type { CompanyData } from "../request/company-data";
import { type Rejection, rejection } from "./rejection";

/** One answer for "no such project" and "not your project", so that a tenant cannot probe another; only the log tells. */
const notFound = (detail: string) => (): Rejection =>
  rejection("COMPANY_NOT_FOUND", "No such company and project for this API key", detail);

const unreadable = (): Rejection => rejection("DATABASE_ERROR", "The company record cannot be read at the moment");

/** The project's record, if the caller's API key is one of its own. */
export const findProject = (
  project: CompanyData,
  apiKeyId: string,
): RTE.ReaderTaskEither<HasCompanies, Rejection, JsonObject> =>
  pipe(
    RTE.asks(({ companies }: HasCompanies) => companies.find(project)),
    RTE.chainTaskEitherK(TE.mapLeft(unreadable)),
    RTE.chainOptionKW(notFound("no such company and project"))((record) => record),
    RTE.filterOrElse(
      (record) => boundKeys(record).includes(apiKeyId),
      notFound("the API key is not one of the project's"),
    ),
  );
