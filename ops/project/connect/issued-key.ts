import * as t from "io-ts";

/** An API key as the program gives it out; the label tells a project's keys apart. */
export const IssuedKey = t.readonly(
  t.intersection([
    t.type({ company_id: t.string, project_id: t.string, id: t.string, value: t.string }),
    t.partial({ label: t.string }),
  ]),
);
export type IssuedKey = t.TypeOf<typeof IssuedKey>;

type Ids = { readonly company_id: string; readonly project_id: string };

export const keysOf = (keys: readonly IssuedKey[], { company_id, project_id }: Ids): readonly IssuedKey[] =>
  keys.filter((key) => key.company_id === company_id && key.project_id === project_id);
