/** One framed log event; `timestamp` is ISO 8601. */
export type LogFrame = { readonly timestamp: string; readonly text: string };

const headerBytes = 16;
const frameType = 0xa55a;

type Taken = { readonly frame: LogFrame; readonly rest: Buffer };

// A handler can write to the descriptor itself: what is no frame is passed on as text.
const unframed = (buffer: Buffer): Taken => ({
  frame: { timestamp: new Date().toISOString(), text: buffer.toString("utf8") },
  rest: Buffer.alloc(0),
});

const take = (buffer: Buffer): Taken | undefined => {
  if (buffer.length < headerBytes) return undefined;
  if (buffer.readUInt16BE(0) !== frameType) return unframed(buffer);
  const end = headerBytes + buffer.readUInt32BE(4);
  if (buffer.length < end) return undefined;
  const timestamp = new Date(Number(buffer.readBigInt64BE(8) / 1000n)).toISOString();
  return { frame: { timestamp, text: buffer.toString("utf8", headerBytes, end) }, rest: buffer.subarray(end) };
};

/**
 * Reads the frames that AWS's Node.js runtime writes on its telemetry descriptor:
 * type (4 bytes), length (4), microseconds since 1970 (8), text; big-endian. Source: aws-lambda-nodejs-runtime-interface-client.
 */
export const makeLogFrameReader = (onFrame: (frame: LogFrame) => void): ((chunk: Buffer) => void) => {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let taken = take(pending); taken !== undefined; taken = take(pending)) {
      pending = taken.rest;
      onFrame(taken.frame);
    }
  };
};
