import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** A call of DynamoDB, with the JSON text that a client sent. */
export type DynamoCall = { readonly operation: string; readonly body: string };

/** Looks at the calls of the local DynamoDB, for the console. */
export type DynamoTap = {
  /** Hears of every call once it is answered; `status` is the answer's. The function that it gives ends that. */
  readonly onAnswer: (listener: (call: DynamoCall, status: number) => void) => () => void;
  /** Answers a server's error to the calls that match, until the function that it gives is called. */
  readonly refuse: (matches: (call: DynamoCall) => boolean) => () => void;
};

const REFUSAL = JSON.stringify({
  __type: "com.amazonaws.dynamodb.v20120810#InternalServerError",
  message: "refused on purpose, by the console",
});

const refused = (response: ServerResponse): void => {
  response.writeHead(500, { "content-type": "application/x-amz-json-1.0" });
  response.end(REFUSAL);
};

type OnBody = (body: string, goOn: () => void) => void;

/** Gives the whole body to `onBody` and the request to dynalite when that says so. */
const readFirst = (request: IncomingMessage, onBody: OnBody): void => {
  const emit = request.emit.bind(request);
  const chunks: Buffer[] = [];
  request.emit = (event: string | symbol, ...given: unknown[]): boolean => {
    if (event === "data") {
      chunks.push(given[0] as Buffer);
      return true;
    }
    if (event !== "end") return emit(event, ...given);
    const whole = Buffer.concat(chunks);
    onBody(whole.toString("utf8"), () => {
      if (whole.length > 0) emit("data", whole);
      emit("end");
    });
    return true;
  };
};

/** Puts a tap on dynalite's server; calls that nobody asks for pass as they are. */
export const tapDynamo = (server: Server): DynamoTap => {
  const listeners = new Set<(call: DynamoCall, status: number) => void>();
  const refusals = new Set<(call: DynamoCall) => boolean>();
  server.prependListener("request", (request, response) => {
    if (listeners.size === 0 && refusals.size === 0) return;
    const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    readFirst(request, (body, goOn) => {
      const call = { operation, body };
      response.once("finish", () => {
        for (const listener of listeners) listener(call, response.statusCode);
      });
      if ([...refusals].some((matches) => matches(call))) refused(response);
      else goOn();
    });
  });
  const keep = <A>(set: Set<A>, one: A): (() => void) => {
    set.add(one);
    return () => void set.delete(one);
  };
  return {
    onAnswer: (listener) => keep(listeners, listener),
    refuse: (matches) => keep(refusals, matches),
  };
};
