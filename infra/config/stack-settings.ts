import type { DerivedTimes } from "./derived-times";
import type { Setting } from "./setting";
import type { SettingKey, settings } from "./settings";

type ValueOf<S> = S extends Setting<infer A> ? A : never;
type Settings = { readonly [K in SettingKey]: ValueOf<(typeof settings)[K]> };

/** The stack's settings, each checked, the dependent ones filled in. */
export type StackSettings = Omit<Settings, keyof DerivedTimes | "corsOrigins"> &
  DerivedTimes & { readonly corsOrigins: readonly string[]; readonly isLocal: boolean };
