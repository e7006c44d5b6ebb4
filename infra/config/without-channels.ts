import type { ConfigFault } from "./config-fault";
import type { Entry } from "./twin-projects";

/** Faults of entries that could send nothing. */
export const withoutChannels = (entries: readonly Entry[]): readonly ConfigFault[] =>
  entries
    .filter(({ project }) => Object.keys(project.channels).length === 0)
    .map(({ index }) => ({
      key: `projects[${index}].channels`,
      fault: "must hold at least one of whatsapp, sms, email",
      example: '{"sms":{"sender":"+447400000002","assistant":{…}}}',
    }));
