"use strict";
/** Loaded into every function of the alarms' journey: a worker that reads a text with this mark ends at once, as one without memory would. */
const MARK = "end-of-the-worker";

const { parse } = JSON;
JSON.parse = (text, ...more) => {
  if (typeof text === "string" && text.includes(MARK)) process.exit(1);
  return parse(text, ...more);
};
