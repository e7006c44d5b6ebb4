import * as E from "fp-ts/Either";
import { flow } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../codec/json";
import type { Malformed, UnknownSchema } from "./message";

type Form = {
  /** What the codec requires as `kind`. */
  readonly kind: string;
  /** The newest version of the form that is known here. */
  readonly schema: number;
  readonly name: string;
};

const Versioned = t.type({ kind: t.string, schema: t.number });

/** Reads the body of a queue message of a kind and version, or says which places of it are wrong; a later version is told apart. */
export const readVersioned = <A>(
  codec: t.Decoder<unknown, A>,
  { kind, schema, name }: Form,
): ((body: string) => E.Either<Malformed | UnknownSchema, A>) => {
  const malformed = (places: string): Malformed => ({ _tag: "Malformed", reason: `${name}: ${places}` });
  const malformedOrLater = (places: string, input: unknown): Malformed | UnknownSchema =>
    Versioned.is(input) && input.kind === kind && input.schema > schema
      ? { _tag: "UnknownSchema", reason: `schema ${input.schema}, and this version knows none above ${schema}` }
      : malformed(places);
  return flow(
    parseJson((): Malformed | UnknownSchema => malformed("not JSON")),
    E.chain(decodeOr(codec, malformedOrLater)),
  );
};
