const { existsSync } = require("node:fs");
const { basename, dirname, resolve } = require("node:path");
const { pathToFileURL } = require("node:url");

/** An error whose type on AWS is `name`; it keeps the stack of its cause. */
const namedError = (name, message, cause) => {
  const error = new Error(message);
  error.name = name;
  if (cause instanceof Error) error.stack = cause.stack;
  return error;
};

exports.namedError = namedError;

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

const extensions = [".js", ".mjs", ".cjs"];

const loadModule = async (stem) => {
  const file = extensions.map((extension) => stem + extension).find((path) => existsSync(path));
  try {
    return file?.endsWith(".mjs") ? await import(pathToFileURL(file).href) : require(file ?? stem);
  } catch (error) {
    if (error instanceof SyntaxError) throw namedError("Runtime.UserCodeSyntaxError", String(error), error);
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND")
      throw namedError("Runtime.ImportModuleError", String(error), error);
    throw error;
  }
};

/** The function that `handler` ("folder/file.export") names below `root`; errors are named as AWS names them. */
exports.loadHandler = async (root, handler) => {
  const [file, ...path] = basename(handler).split(".");
  const loaded = await loadModule(resolve(root, dirname(handler), file));
  const found = path.reduce((owner, key) => owner?.[key], loaded);
  if (typeof found !== "function")
    throw namedError("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  if (found.length >= 3)
    throw namedError(
      "Runtime.CallbackHandlerDeprecated",
      `${handler} takes a callback, which nodejs24.x no longer supports: make it an async function`,
    );
  return found;
};
