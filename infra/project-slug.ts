import { slug } from "./slug";

type Project = { readonly company_id: string; readonly project_id: string };

/** A project as it stands in the names of its resources. */
export const projectSlug = ({ company_id, project_id }: Project): string => `${slug(company_id)}-${slug(project_id)}`;
