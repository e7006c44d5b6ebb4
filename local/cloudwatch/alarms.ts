import { type AlarmChange, type AlarmDeclaration, type AlarmState, requireAlarm } from "./alarm";
import { evaluateAlarm } from "./evaluate-alarm";
import type { MetricStore } from "./metric-store";

/** The declared alarms with their states; `evaluate` answers what changed. */
export const makeAlarms = (store: MetricStore, now: () => number) => {
  const states = new Map<string, AlarmState>();
  return {
    put: (alarm: AlarmDeclaration): void => {
      requireAlarm(alarm);
      const before = states.get(alarm.name);
      const fresh = { value: "INSUFFICIENT_DATA", reason: "Unchecked: Initial alarm creation", since: now() } as const;
      states.set(alarm.name, { ...(before ?? fresh), alarm, configuredAt: now() });
    },
    remove: (name: string): void => void states.delete(name),
    list: (): readonly AlarmState[] => [...states.values()],
    evaluate: (): readonly AlarmChange[] =>
      [...states.values()].flatMap((before) => {
        const verdict = evaluateAlarm(before.alarm, store, now());
        if (verdict === undefined || verdict.value === before.value) return [];
        const state: AlarmState = { ...before, ...verdict, since: now() };
        states.set(before.alarm.name, state);
        return [{ before: before.value, state }];
      }),
  };
};
