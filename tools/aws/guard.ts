import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";

/** Why a request to the listener at this port is not let in; nothing when it is. */
export type Guard = (headers: IncomingHttpHeaders, port: number) => string | undefined;

const HTTP_PORT = 80;

/** Whether a request names this machine and this port. A page that has a name of its own resolve to this machine (DNS rebinding) shows that name. */
export const namesListener = ({ host = "" }: IncomingHttpHeaders, port: number): boolean =>
  ["127.0.0.1", "localhost"].some(
    (name) => host.toLowerCase() === `${name}:${port}` || (port === HTTP_PORT && host.toLowerCase() === name),
  );

/** Lets in whoever names the listener, web pages too: for what answers them by rules of its own. */
export const byName: Guard = (headers, port) =>
  namesListener(headers, port) ? undefined : `this listener of the local engine answers to 127.0.0.1:${port} only`;

/**
 * Lets in programs only. A browser sends one of the two with all that a page asks of another origin, and a page cannot leave them out
 * (https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata); Node's `fetch` sends neither.
 */
export const programs: Guard = (headers, port) =>
  byName(headers, port) ??
  (headers.origin === undefined && headers["sec-fetch-site"] === undefined
    ? undefined
    : "this listener of the local engine answers no web page");

const KEY_OCTETS = 32;

/** A key that nobody guesses. */
export const newKey = (): string => randomBytes(KEY_OCTETS).toString("hex");

/** What a client of AWS signs with. */
export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** The stand-ins look at the key id alone: they check no signature. */
export const credentialsOf = (key: string): Credentials => ({ accessKeyId: key, secretAccessKey: "local" });

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares digests, which are of equal length, in constant time. */
export const isKey = (key: string, given: string): boolean => timingSafeEqual(digest(given), digest(key));

const forms = {
  /** What a client of AWS signs with; its key id is the key. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
  signed: /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\//,
  bearer: /^Bearer +(\S+)$/,
};

/** Lets in programs that show the key in the `Authorization` header. */
export const holders =
  (key: string, form: keyof typeof forms): Guard =>
  (headers, port) =>
    programs(headers, port) ??
    (isKey(key, forms[form].exec(headers.authorization ?? "")?.[1] ?? "")
      ? undefined
      : "the key of this start of the local engine is missing: its ready file has it");

/** What AWS answers to a key that it does not know. */
const REFUSAL = { __type: "UnrecognizedClientException" };

/** Has a guard look at every request before anything else of the server does, whoever made the server. */
export const guarded = <Guarded extends Server>(server: Guarded, guard: Guard): Guarded => {
  const emit: (event: string, ...given: unknown[]) => boolean = server.emit.bind(server);
  const answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const refused = guard(request.headers, port);
    if (refused === undefined) return emit("request", request, response);
    response.writeHead(403, { "content-type": "application/json" });
    response.end(JSON.stringify({ ...REFUSAL, message: refused }));
    return true;
  };
  return Object.assign(server, {
    emit: (event: string, ...given: unknown[]): boolean =>
      event === "request" ? answer(...(given as [IncomingMessage, ServerResponse])) : emit(event, ...given),
  });
};
