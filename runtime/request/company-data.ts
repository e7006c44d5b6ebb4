import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { JsonObject } from "../codec/json-object";
import { type Checked, checking, decoded, faulty } from "./checked";
import { Identifier } from "./identifier";
import { section } from "./section";

/** The tenant that a request acts for. */
export type CompanyData = { readonly company_id: Identifier; readonly project_id: Identifier };

const identifier = (data: JsonObject, name: keyof CompanyData): Checked<Identifier> => {
  const field = `company_data.${name}`;
  const value = data[name];
  return value === undefined || value === null || value === ""
    ? faulty(field, "MISSING_IDENTIFIERS", "is required")
    : decoded(Identifier, field, "INVALID_IDENTIFIERS")(value);
};

export const checkCompanyData = (body: JsonObject): Checked<CompanyData> =>
  pipe(
    section(body, "company_data", { missing: "MISSING_IDENTIFIERS", type: "INVALID_COMPANY_DATA_TYPE" }),
    E.chain((data) =>
      sequenceS(checking)({ company_id: identifier(data, "company_id"), project_id: identifier(data, "project_id") }),
    ),
  );
