import type { JsonObject } from "../../../runtime/codec/json";
import { deskOver } from "../../helpers/desk-env";
import { fixedId } from "../../helpers/time-and-chance";
import { slowStore } from "./store-in-time";
import type { World } from "./world";

/** Milliseconds that one of the desk's reads and writes takes: from the same moment to as long as a carrier's call. */
const LATENCIES = [0, 1, 4, 6, 30, 1_000, 15_000];

export type DeskAnswer = { readonly status: number; readonly body: JsonObject };

/** What a client asks about the request with this number; the others' calls come in between. */
export const deskIn = (world: Pick<World, "store" | "conversations" | "time">, random: () => number, id: number) => {
  const latency = (): number => LATENCIES[Math.floor(random() * LATENCIES.length)] ?? 0;
  const { cancel, status } = deskOver(world.store, {
    clock: world.time.clock,
    conversations: slowStore(world.conversations, world.time, latency),
  });
  const ids = { request_id: fixedId(id) };
  return {
    cancel: (): Promise<DeskAnswer> => cancel({ ids }),
    status: (): Promise<DeskAnswer> => status({ ids }),
  };
};
