"use strict";
/** Loaded into every function of the journeys: a text with a mark ends the worker that reads it, as one without memory would, or throws when it is measured. */
const { parse } = JSON;
JSON.parse = (text, ...more) => {
  if (typeof text === "string" && text.includes("end-of-the-worker")) process.exit(1);
  return parse(text, ...more);
};

const { byteLength } = Buffer;
Buffer.byteLength = (text, ...more) => {
  if (typeof text === "string" && text.includes("unforeseen-fault-of-the-program"))
    throw new TypeError(`cannot measure ${text}`);
  return byteLength(text, ...more);
};
