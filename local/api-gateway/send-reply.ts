import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Exchange } from "./exchange";
import { type Headers, headerOf } from "./headers";

const compressed = ({ request, reply, api }: Exchange): { readonly headers: Headers; readonly body: Buffer } => {
  const least = api?.minimumCompressionSize;
  const accepts = /\bgzip\b/.test(headerOf(request.headers, "accept-encoding") ?? "");
  if (least === undefined || reply.body.length < least || !accepts) return reply;
  return { headers: [...reply.headers, ["Content-Encoding", "gzip"]], body: gzipSync(reply.body) };
};

/** Writes the answer with the headers that API Gateway adds to every one. */
export const sendReply = (response: ServerResponse, exchange: Exchange): void => {
  const { headers, body } = compressed(exchange);
  response.statusCode = exchange.reply.status;
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader("x-amzn-RequestId", exchange.context.requestId);
  response.setHeader("x-amz-apigw-id", exchange.context.extendedRequestId);
  if (exchange.reply.status !== 204 && exchange.reply.status !== 304) response.setHeader("Content-Length", body.length);
  response.end(body);
};
