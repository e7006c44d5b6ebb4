const { existsSync } = require("node:fs");
const { basename, dirname, resolve } = require("node:path");
const { pathToFileURL } = require("node:url");
const { namedError } = require("./runtime-error.cjs");

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
