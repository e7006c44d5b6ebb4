/** An error whose type on AWS is `name`; it keeps the stack of its cause. */
exports.namedError = (name, message, cause) => {
  const error = new Error(message);
  error.name = name;
  if (cause instanceof Error) error.stack = cause.stack;
  return error;
};

exports.asError = (thrown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** What the caller of a failed invocation is told. */
exports.errorPayload = (thrown) =>
  thrown instanceof Error
    ? {
        errorType: String(thrown.name),
        errorMessage: String(thrown.message),
        trace: String(thrown.stack ?? "").split("\n"),
      }
    : { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
