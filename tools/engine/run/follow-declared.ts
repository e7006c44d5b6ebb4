import { isDeepStrictEqual } from "node:util";
import type { EventSourceMapping } from "../../aws/event-source/event-source-mapping";
import {
  type MappingDeps,
  type RunningMapping,
  startEventSourceMapping,
} from "../../aws/event-source/start-event-source-mapping";
import { type RunningSchedule, type Schedule, startSchedule } from "../../aws/schedule/schedule";
import type { CloudResources } from "../resources/cloud-resources";

type Following = {
  /** Starts what is declared and does not run, changes what differs, and stops what is declared no more. */
  readonly follow: () => Promise<void>;
  readonly stopMappings: () => Promise<void>;
  readonly stopSchedules: () => Promise<void>;
};

type Mapped = { readonly mapping: EventSourceMapping; readonly running: RunningMapping };

const canRetune = (before: EventSourceMapping, after: EventSourceMapping): boolean =>
  before.queueUrl === after.queueUrl &&
  // A maximum that is taken away cannot be retuned.
  (before.maximumConcurrency === undefined || after.maximumConcurrency !== undefined);

const keyOf = (schedule: Schedule): string => JSON.stringify(schedule);

/** Has event source mappings and schedules run as they are declared, now and after every change. */
export const followDeclared = (
  resources: Pick<CloudResources, "eventSourceMappings" | "schedules">,
  deps: MappingDeps,
): Following => {
  const mapped = new Map<string, Mapped>();
  const scheduled = new Map<string, RunningSchedule>();

  const start = (mapping: EventSourceMapping): void =>
    void mapped.set(mapping.uuid, { mapping, running: startEventSourceMapping(mapping, deps) });

  const stop = async (uuid: string): Promise<void> => {
    const known = mapped.get(uuid);
    mapped.delete(uuid);
    await known?.running.stop();
  };

  const followMapping = async (mapping: EventSourceMapping): Promise<void> => {
    const known = mapped.get(mapping.uuid);
    if (known === undefined) return start(mapping);
    if (isDeepStrictEqual(known.mapping, mapping)) return known.running.retune({});
    if (!canRetune(known.mapping, mapping)) {
      await stop(mapping.uuid);
      return start(mapping);
    }
    known.running.retune(mapping);
    mapped.set(mapping.uuid, { mapping, running: known.running });
  };

  const followMappings = async (): Promise<void> => {
    const declared = resources.eventSourceMappings();
    const gone = [...mapped.keys()].filter((uuid) => !declared.some((mapping) => mapping.uuid === uuid));
    await Promise.all([...gone.map(stop), ...declared.map(followMapping)]);
  };

  const followSchedules = async (): Promise<void> => {
    const declared = new Map(resources.schedules().map((schedule) => [keyOf(schedule), schedule]));
    const gone = [...scheduled].filter(([key]) => !declared.has(key));
    for (const [key] of gone) scheduled.delete(key);
    await Promise.all(gone.map(([, running]) => running.stop()));
    for (const [key, schedule] of declared)
      if (!scheduled.has(key)) scheduled.set(key, startSchedule(schedule, { invoke: deps.invoke }));
  };

  return {
    follow: async () => {
      await Promise.all([followMappings(), followSchedules()]);
    },
    stopMappings: async () => {
      await Promise.all([...mapped.keys()].map(stop));
    },
    stopSchedules: async () => {
      await Promise.all([...scheduled.values()].map((running) => running.stop()));
      scheduled.clear();
    },
  };
};
