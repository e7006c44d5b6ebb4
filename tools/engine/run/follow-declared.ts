import type { EventSourceMapping, StreamMapping } from "../../aws/event-source/event-source-mapping";
import { type MappingDeps, startEventSourceMapping } from "../../aws/event-source/start-event-source-mapping";
import { type StreamMappingDeps, startStreamMapping } from "../../aws/event-source/start-stream-mapping";
import { type RunningSchedule, type Schedule, startSchedule } from "../../aws/schedule/schedule";
import type { CloudResources } from "../resources/cloud-resources";

type Following = {
  /** Starts what is declared and does not run, changes what differs, and stops what is declared no more. */
  readonly follow: () => Promise<void>;
  readonly stopMappings: () => Promise<void>;
  readonly stopSchedules: () => Promise<void>;
};

type Mapping = ReturnType<CloudResources["eventSourceMappings"]>[number];

type Mapped = {
  /** Has it run as it is declared now, or says that this takes a new one. */
  readonly becomes: (next: Mapping) => boolean;
  readonly stop: () => Promise<void>;
};

type FollowDeps = MappingDeps & StreamMappingDeps;

const followQueue = (mapping: EventSourceMapping, deps: FollowDeps): Mapped => {
  const { retune, stop } = startEventSourceMapping(mapping, deps);
  let now = mapping;
  const becomes = (next: Mapping): boolean => {
    if (!("queueUrl" in next) || next.queueUrl !== now.queueUrl) return false;
    // A maximum that is taken away cannot be retuned.
    if (now.maximumConcurrency !== undefined && next.maximumConcurrency === undefined) return false;
    now = next;
    retune(next);
    return true;
  };
  return { becomes, stop };
};

const followStream = (mapping: StreamMapping, deps: FollowDeps): Mapped => {
  const { retune, stop } = startStreamMapping(mapping, deps);
  const becomes = (next: Mapping): boolean => {
    if (!("streamArn" in next) || next.streamArn !== mapping.streamArn) return false;
    retune(next);
    return true;
  };
  return { becomes, stop };
};

const keyOf = (schedule: Schedule): string => JSON.stringify(schedule);

/** Has event source mappings and schedules run as they are declared, now and after every change. */
export const followDeclared = (
  resources: Pick<CloudResources, "eventSourceMappings" | "schedules">,
  deps: FollowDeps,
): Following => {
  const mapped = new Map<string, Mapped>();
  const scheduled = new Map<string, RunningSchedule>();

  const start = (mapping: Mapping): void =>
    void mapped.set(mapping.uuid, "streamArn" in mapping ? followStream(mapping, deps) : followQueue(mapping, deps));

  const stop = async (uuid: string): Promise<void> => {
    const known = mapped.get(uuid);
    mapped.delete(uuid);
    await known?.stop();
  };

  const followMapping = async (mapping: Mapping): Promise<void> => {
    if (mapped.get(mapping.uuid)?.becomes(mapping)) return;
    await stop(mapping.uuid);
    start(mapping);
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
