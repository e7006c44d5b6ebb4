import { type handleUnaryCall, status } from "@grpc/grpc-js";

/** A gRPC method from an async function; what it throws reaches the caller as the message of an error. */
export const unary =
  <Request, Response>(
    answer: (request: Request) => Promise<Response> | Response,
    onError: (error: unknown, request: Request) => void = () => undefined,
  ): handleUnaryCall<Request, Response> =>
  (call, reply) => {
    const run = async (): Promise<Response> => answer(call.request);
    run().then(
      (response) => reply(null, response),
      (error: unknown) => {
        onError(error, call.request);
        reply({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
      },
    );
  };

/** A gRPC method that this engine does not have, refused with the name of what was asked for. */
export const refused = <Request, Response>(what: string): handleUnaryCall<Request, Response> =>
  unary(() => {
    throw new Error(`${what}: the local run does not support this`);
  });
