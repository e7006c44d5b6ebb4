"use strict";
/** Loaded into every function of the journeys: measuring a text with this mark throws, as a fault of the program itself would. */
const MARK = "unforeseen-fault-of-the-program";

const { byteLength } = Buffer;
Buffer.byteLength = (text, ...more) => {
  if (typeof text === "string" && text.includes(MARK)) throw new TypeError(`cannot measure ${text}`);
  return byteLength(text, ...more);
};
