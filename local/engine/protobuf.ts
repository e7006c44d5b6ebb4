import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export const empty = (): Empty => new Empty();

/** A protobuf Struct as plain JSON data; a missing one is an empty record. */
export const fromStruct = (struct: Struct | undefined): Readonly<Record<string, unknown>> =>
  struct === undefined ? {} : struct.toJavaScript();

/** Plain JSON data as a protobuf Struct; keys whose value is undefined are left out. */
export const toStruct = (record: Readonly<Record<string, unknown>>): Struct =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(record)));
