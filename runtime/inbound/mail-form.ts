import Busboy, { type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import type * as T from "fp-ts/Task";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../codec/json";

/** One part of the form in which SendGrid posts a mail, as its bytes. */
export type Part = {
  readonly field: string;
  readonly filename: string | undefined;
  readonly contentType: string;
  readonly bytes: Buffer;
};

/** What the `Content-Type` says, if the body has that delimiter; else what the body itself begins with. */
const boundaryOf = (contentType: string, body: Buffer): O.Option<string> => {
  const told = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (told !== undefined && body.includes(`--${told}`)) return O.some(told);
  return O.fromNullable(/^\s*--([^\r\n]{1,200})\r?\n/.exec(body.subarray(0, 256).toString("latin1"))?.[1]);
};

/** More than any mail has; what comes after is not read. */
const MOST_PARTS = 1_000;

/** Every part is taken as a file, since a field's charset is told by another field. */
const parserFor = (boundary: string): BusboyInstance =>
  new Busboy({
    headers: { "content-type": `multipart/form-data; boundary="${boundary}"` },
    isPartAFile: () => true,
    limits: { parts: MOST_PARTS },
  });

type Collected = Omit<Part, "bytes"> & { readonly chunks: Buffer[] };

/** An error is that of a body that ends too early: what had come of it counts. */
const collect = (boundary: string, body: Buffer): Promise<readonly Part[]> =>
  new Promise((resolve) => {
    const parts: Collected[] = [];
    const done = (): void => resolve(parts.map(({ chunks, ...part }) => ({ ...part, bytes: Buffer.concat(chunks) })));
    const take = (field: string, stream: BusboyFileStream, filename: string | undefined, contentType: string): void => {
      const chunks: Buffer[] = [];
      parts.push({ field: field ?? "", filename, contentType, chunks });
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", done);
    };
    const parser = parserFor(boundary);
    parser.on("file", (field, stream, filename, _, contentType) => take(field, stream, filename, contentType));
    parser.on("finish", done);
    parser.on("error", done);
    parser.end(body);
  });

/** Reads a form's parts as far as they can be read, in their order; none where it is no form. */
export const readForm =
  (contentType: string, body: Buffer): T.Task<readonly Part[]> =>
  () =>
    pipe(
      boundaryOf(contentType, body),
      O.match(
        () => Promise.resolve<readonly Part[]>([]),
        (boundary) => collect(boundary, body),
      ),
    );

const Charsets = t.record(t.string, t.unknown);

/** ASCII is a part of UTF-8, which is what it is mostly meant for where there is more; a charset that nobody knows is read as that too. */
const decoderFor = (charset: unknown): InstanceType<typeof TextDecoder> =>
  pipe(
    E.tryCatch(() => new TextDecoder(/^(us-)?ascii$/i.test(`${charset}`) ? "utf-8" : `${charset}`), E.toError),
    E.getOrElse(() => new TextDecoder()),
  );

export type Fields = (name: string) => string | undefined;

const charsetsOf = (text: string): t.TypeOf<typeof Charsets> =>
  pipe(
    text,
    parseJson(() => undefined),
    E.chain(decodeOr(Charsets, () => undefined)),
    E.getOrElse(() => ({})),
  );

/** The form's fields by name, each in the charset that `charsets` names for it ("Inbound Email Parse Webhook", Character Sets). */
export const fieldsOf = (parts: readonly Part[]): Fields => {
  const byName = new Map(parts.map(({ field, bytes }) => [field, bytes]));
  const charsets = charsetsOf(byName.get("charsets")?.toString("utf8") ?? "");
  return (name) => {
    const bytes = byName.get(name);
    return bytes === undefined ? undefined : decoderFor(charsets[name] ?? "utf-8").decode(bytes);
  };
};
