const { format } = require("node:util");

const errorFields = (error) => ({
  errorType: error.constructor?.name ?? "UnknownError",
  errorMessage: error.message,
  stackTrace: typeof error.stack === "string" ? error.stack.split("\n") : [],
});

const replaceErrors = (_key, value) => (value instanceof Error ? { ...errorFields(value), ...value } : value);

/** One line as AWS's Node.js runtime writes it in the JSON log format: a single value is the message itself, several are formatted. */
exports.jsonLogLine = (date, level, requestId, values) => {
  const head = { timestamp: date.toISOString(), level, requestId };
  if (values.length > 1) {
    // AWS looks for an Error behind the first argument only.
    const error = values.slice(1).find((value) => value instanceof Error);
    return JSON.stringify({ ...head, message: format(...values), ...(error === undefined ? {} : errorFields(error)) });
  }
  try {
    return JSON.stringify({ ...head, message: values[0] }, replaceErrors);
  } catch {
    return JSON.stringify({ ...head, message: format(values[0]) });
  }
};
