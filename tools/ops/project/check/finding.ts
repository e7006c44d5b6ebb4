import type { ProjectConfig } from "../../../../infra/config/project-config";
import type { StackInEffect } from "../stack-in-effect";

export type Verdict = "ok" | "warning" | "wrong";

/** What is to be said of one thing that was looked at. */
export type Finding = { readonly subject: string; readonly verdict: Verdict; readonly detail: string };

const finding =
  (verdict: Verdict) =>
  (subject: string, detail: string): Finding => ({ subject, verdict, detail });

export const ok = finding("ok");
export const warning = finding("warning");
export const wrong = finding("wrong");

/** A project as its config has it, and the stack in which it is looked at. */
export type Subject = {
  readonly project: ProjectConfig;
  readonly stack: string;
  readonly inEffect: StackInEffect;
  readonly now: Date;
};
