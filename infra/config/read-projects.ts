import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import type { ConfigFault } from "./config-fault";
import { parsedJson } from "./parsed-json";
import { ProjectConfig } from "./project-config";
import { type Entry, twins } from "./twin-projects";
import { unknownFields } from "./unknown-fields";

type Read = { readonly projects: readonly ProjectConfig[]; readonly faults: readonly ConfigFault[] };
type ReadEntry = { readonly entries: readonly Entry[]; readonly faults: readonly ConfigFault[] };

const EXAMPLE =
  '[{"company_id":"ci-aaa-001","project_id":"pi-aaa-001","company_name":"…","project_name":"…","channels":{…}}]';

/** The branches of an intersection have places of their own in a context, which are numbers. */
const placeOf = ({ context }: t.ValidationError): string =>
  context
    .map(({ key }) => key)
    .filter((key) => key !== "" && !/^\d+$/.test(key))
    .join(".");

const faultAt = (index: number, place: string, fault: string): ConfigFault => ({
  key: `projects[${index}]${place === "" ? "" : `.${place}`}`,
  fault,
  example: EXAMPLE,
});

const once = (faults: readonly ConfigFault[]): readonly ConfigFault[] => [
  ...new Map(faults.map((fault) => [`${fault.key} ${fault.fault}`, fault])).values(),
];

const readEntry = (given: unknown, index: number): ReadEntry => {
  const decoded = ProjectConfig.decode(given);
  if (E.isLeft(decoded)) {
    const faults = decoded.left.map((error) =>
      faultAt(index, placeOf(error), `must be ${error.context.at(-1)?.type.name ?? "something else"}`),
    );
    return { entries: [], faults: once(faults) };
  }
  return {
    entries: [{ index, project: decoded.right }],
    faults: unknownFields(given, decoded.right).map((field) => faultAt(index, field, "is not a field of a project")),
  };
};

/** Reads `projects`, naming the entry and field of every fault. */
export const readProjects = (text: string): Read => {
  const given = parsedJson(text);
  if (!Array.isArray(given))
    return { projects: [], faults: [{ key: "projects", fault: "must be a list", example: EXAMPLE }] };
  const read = given.map(readEntry);
  const entries = read.flatMap((one) => one.entries);
  return {
    projects: entries.map(({ project }) => project),
    faults: [...read.flatMap(({ faults }) => faults), ...twins(entries)],
  };
};
