/** A company's or project's id as it stands in names of AWS resources: lower-case letters, digits and hyphens. */
export const slug = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
