import type * as O from "fp-ts/Option";
import type * as TE from "fp-ts/TaskEither";
import type { Company } from "../company/company";
import type { ProjectIds } from "../request/request";

export type CompaniesUnreadable = { readonly _tag: "CompaniesUnreadable" };

/** The company table. */
export type Companies = {
  readonly find: (project: ProjectIds) => TE.TaskEither<CompaniesUnreadable, O.Option<Company>>;
};

/** The projects that a company has, by their ids. */
export type CompanyProjects = {
  readonly projectsOf: (companyId: string) => TE.TaskEither<CompaniesUnreadable, readonly string[]>;
};
export type HasCompanyProjects = { readonly companyProjects: CompanyProjects };

export type HasCompanies = { readonly companies: Companies };
