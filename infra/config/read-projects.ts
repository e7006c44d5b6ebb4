import * as E from "fp-ts/Either";
import type { ConfigFault } from "./config-fault";
import { fieldPath } from "./field-path";
import { oversized } from "./oversized-project";
import { parsedJson } from "./parsed-json";
import { type ProjectConfig, projectConfigIn } from "./project-config";
import { timesInOrder } from "./times-in-order";
import { type Entry, twins } from "./twin-projects";
import { unknownFields } from "./unknown-fields";
import { withoutChannels } from "./without-channels";

type Read = {
  readonly entries: readonly Entry[];
  readonly projects: readonly ProjectConfig[];
  readonly faults: readonly ConfigFault[];
};
type ReadEntry = { readonly entries: readonly Entry[]; readonly faults: readonly ConfigFault[] };

const EXAMPLE =
  '[{"company_id":"ci-aaa-001","project_id":"pi-aaa-001","company_name":"…","project_name":"…","channels":{…}}]';

const faultAt = (index: number, place: string, fault: string): ConfigFault => ({
  key: `projects[${index}]${place === "" ? "" : `.${place}`}`,
  fault,
  example: EXAMPLE,
});

const once = (faults: readonly ConfigFault[]): readonly ConfigFault[] => [
  ...new Map(faults.map((fault) => [`${fault.key} ${fault.fault}`, fault])).values(),
];

type Codec = ReturnType<typeof projectConfigIn>;

const readEntry = (codec: Codec, given: unknown, index: number): ReadEntry => {
  const decoded = codec.decode(given);
  if (E.isLeft(decoded)) {
    const faults = decoded.left.map((error) =>
      faultAt(index, fieldPath(error.context), error.message ?? `must be ${error.context.at(-1)?.type.name}`),
    );
    return { entries: [], faults: once(faults) };
  }
  return {
    entries: [{ index, project: decoded.right }],
    faults: unknownFields(given, decoded.right).map((field) => faultAt(index, field, "is not a field of a project")),
  };
};

/** Reads `projects`, naming the entry and field of every fault; files that an entry names are looked for in `folder`. */
export const readProjects = (text: string, folder: string = process.cwd()): Read => {
  const given = parsedJson(text);
  if (!Array.isArray(given))
    return { entries: [], projects: [], faults: [{ key: "projects", fault: "must be a list", example: EXAMPLE }] };
  const codec = projectConfigIn(folder);
  const read = given.map((entry, index) => readEntry(codec, entry, index));
  const entries = read.flatMap((one) => one.entries);
  return {
    entries,
    projects: entries.map(({ project }) => project),
    faults: [
      ...read.flatMap(({ faults }) => faults),
      ...[twins, timesInOrder, oversized, withoutChannels].flatMap((find) => find(entries)),
    ],
  };
};
