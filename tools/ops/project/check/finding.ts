export type Verdict = "ok" | "warning" | "wrong";

/** One thing that was looked at. */
export type Finding = {
  /** COMPANY/PROJECT, or the stack. */
  readonly of: string;
  readonly subject: string;
  readonly verdict: Verdict;
  readonly detail: string;
};

/** Findings of one project or of the stack. */
export const findings = (of: string) => {
  const make =
    (verdict: Verdict) =>
    (subject: string, detail: string): Finding => ({ of, subject, verdict, detail });
  return { ok: make("ok"), warning: make("warning"), wrong: make("wrong") };
};
