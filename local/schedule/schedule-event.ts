/** What a schedule did at the end of a period; `Skipped` when the last run was still under way. */
export type ScheduleEvent =
  | { readonly _tag: "Ran"; readonly name: string }
  | { readonly _tag: "Skipped"; readonly name: string }
  | { readonly _tag: "Failed"; readonly name: string; readonly reason: string };
