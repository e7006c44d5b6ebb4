const { writeSync } = require("node:fs");
const { format } = require("node:util");

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const methods = {
  trace: "TRACE",
  debug: "DEBUG",
  info: "INFO",
  log: "INFO",
  warn: "WARN",
  error: "ERROR",
  fatal: "FATAL",
};
/** Of a line in the JSON log format. */
const FRAME_TYPE = 0xa55a0002;

// AWS's runtime prints this when no invocation is running.
let requestId = "-";

exports.setRequestId = (id) => {
  requestId = id;
};

const writeAll = (descriptor, bytes) => {
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(descriptor, bytes, sent);
};

const frame = (date, text) => {
  const bytes = Buffer.from(text, "utf8");
  const header = Buffer.alloc(16);
  header.writeUInt32BE(FRAME_TYPE, 0);
  header.writeUInt32BE(bytes.length, 4);
  header.writeBigInt64BE(BigInt(date.getTime()) * 1000n, 8);
  return Buffer.concat([header, bytes]);
};

const errorFields = (error) => ({
  errorType: error.constructor?.name ?? "UnknownError",
  errorMessage: error.message,
  stackTrace: typeof error.stack === "string" ? error.stack.split("\n") : [],
});

const replaceErrors = (_key, value) => (value instanceof Error ? { ...errorFields(value), ...value } : value);

/** One line as AWS's Node.js runtime writes it in the JSON log format: a single value is the message itself, several are formatted. */
const logLine = (date, level, values) => {
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

/** Makes console's methods write log frames, leaving out those below AWS_LAMBDA_LOG_LEVEL. */
exports.patchConsole = () => {
  const descriptor = Number(process.env._LAMBDA_TELEMETRY_LOG_FD);
  delete process.env._LAMBDA_TELEMETRY_LOG_FD;
  const least = Math.max(0, levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL));

  for (const [method, level] of Object.entries(methods)) {
    console[method] =
      levels.indexOf(level) < least
        ? () => {}
        : (...values) => {
            const date = new Date();
            writeAll(descriptor, frame(date, logLine(date, level, values)));
          };
  }
};
