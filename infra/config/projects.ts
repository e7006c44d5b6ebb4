import * as E from "fp-ts/Either";
import { fieldsOf } from "../../runtime/codec/json";
import { projectSlug } from "../names";
import { type ConfigFault, unknownFields } from "./faults";
import { parsedJson } from "./plain-types";
import { type ProjectConfig, projectConfigIn } from "./project-config";

/** A project with its place in the list. */
export type Entry = { readonly index: number; readonly project: ProjectConfig };

/** Faults of entries that an earlier one leaves no name to. */
export const twins = (entries: readonly Entry[]): readonly ConfigFault[] =>
  entries.flatMap(({ index, project }) => {
    const first = entries.find((other) => projectSlug(other.project) === projectSlug(project));
    return first === undefined || first.index === index
      ? []
      : [
          {
            key: `projects[${index}]`,
            fault: `has the same ids as projects[${first.index}], as far as resource names tell them apart (${projectSlug(project)})`,
            example: "another project_id",
          },
        ];
  });

/** Faults of entries that were changed before they were made. */
export const timesInOrder = (entries: readonly Entry[]): readonly ConfigFault[] =>
  entries.flatMap(({ index, project: { created_at, updated_at } }) =>
    created_at !== undefined && updated_at !== undefined && Date.parse(updated_at) < Date.parse(created_at)
      ? [{ key: `projects[${index}].updated_at`, fault: "must not be before created_at", example: created_at }]
      : [],
  );

/** Bytes of an entry with the instructions in it: every queue message carries the project's record, and may have 262,144 in all. */
export const LARGEST_ENTRY = 65_536;

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value), "utf8");

/** Faults of entries that would leave a request too little room. */
export const oversized = (entries: readonly Entry[]): readonly ConfigFault[] =>
  entries
    .map(({ index, project }) => ({ index, size: sizeOf(project) }))
    .filter(({ size }) => size > LARGEST_ENTRY)
    .map(({ index, size }) => ({
      key: `projects[${index}]`,
      fault: `has ${size} bytes with its instructions, and may have ${LARGEST_ENTRY}: every queue message carries them`,
      example: "shorter instructions",
    }));

/** Faults of entries that could send nothing. */
export const withoutChannels = (entries: readonly Entry[]): readonly ConfigFault[] =>
  entries
    .filter(({ project }) => Object.keys(project.channels).length === 0)
    .map(({ index }) => ({
      key: `projects[${index}].channels`,
      fault: "must hold at least one of whatsapp, sms, email",
      example: '{"sms":{"sender":"+447400000002","assistant":{…}}}',
    }));

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
      faultAt(index, fieldsOf(error.context).join("."), error.message ?? `must be ${error.context.at(-1)?.type.name}`),
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
