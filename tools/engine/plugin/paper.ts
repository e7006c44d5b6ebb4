import { setTimeout as wait } from "node:timers/promises";
import { urnParts } from "../program/wire";
import type { Make } from "../resources/cloud-resources";
import { answerLocally } from "../resources/data-sources";
import { fabricate } from "../resources/identity";
import type { ProviderBackend } from "./provider-server";

/** What goes wrong on purpose, for resources whose urn ends as given. */
export type PaperFaults = {
  /** Every change takes so long. */
  readonly delayMs?: number;
  /** Cannot be made or changed. */
  readonly refused?: string;
  /** A refresh does not find it. */
  readonly gone?: string;
};

/** A provider that creates nothing: it answers what AWS would, the same on every run, and goes wrong as `faults` says at the time. */
export const paperBackend = (folder: string, faults: () => PaperFaults): ProviderBackend => {
  const isNamed = (urn: string, end: string | undefined): boolean => end !== undefined && urn.endsWith(end);
  const make: Make = async (inputs, { type, urn }) => {
    const { delayMs = 0, refused } = faults();
    const { name } = urnParts(urn);
    await wait(delayMs);
    if (isNamed(urn, refused)) throw new Error(`${name}: refused on purpose`);
    return fabricate(inputs, { type, urn, name, preview: false, ignoreChanges: [] });
  };
  return {
    folder,
    make,
    remove: async () => wait(faults().delayMs ?? 0),
    invoke: answerLocally,
    isGone: (urn) => isNamed(urn, faults().gone),
  };
};
