const { Socket } = require("node:net");

/** Ends this process when the pipe on `descriptor` closes: the engine is gone, even if it was killed. */
exports.endWithParent = (descriptor) => {
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false });
  pipe.on("error", () => process.exit(1));
  pipe.on("close", () => process.exit(1));
  pipe.resume();
  pipe.unref();
};
