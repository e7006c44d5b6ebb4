import { defaultErrorText } from "../default-error-text";
import type { Answer } from "../exchange";

export type SendGridProblem = { readonly message: string; readonly field: string | null };

const usual: Readonly<Record<number, string>> = {
  401: "The provided authorization grant is invalid, expired, or revoked",
  403: "access forbidden",
  413: "content too large",
  429: "too many requests",
  500: "internal server error",
};

/** A refusal in SendGrid's shape with one or more problems. */
export const sendGridProblems = (status: number, problems: readonly SendGridProblem[]): Answer => ({
  status,
  body: { errors: problems.map(({ message, field }) => ({ message, field, help: null })) },
});

/** An error answer in SendGrid's shape; SendGrid has no error codes, so a `code` becomes the message. */
export const sendGridError = (status: number, code: string | null, message?: string): Answer =>
  sendGridProblems(status, [
    { message: message ?? code ?? usual[status] ?? defaultErrorText(status).toLowerCase(), field: null },
  ]);
