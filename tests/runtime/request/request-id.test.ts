import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RequestId } from "../../../runtime/request/request-id";
import { decodedAs } from "../../helpers/decoded-as";

const test = suite("request id");

const ID = "550e8400-e29b-41d4-a716-446655440001";

test("is any UUID of version 4", () => {
  fc.assert(fc.property(fc.uuid({ version: 4 }), (id) => decodedAs(RequestId, id) === id));
});

test("is of no other version", () => {
  fc.assert(fc.property(fc.uuid({ version: [1, 2, 3, 5, 6, 7, 8] }), (id) => decodedAs(RequestId, id) === "refused"));
});

test("is in the canonical lower-case form and of RFC 9562's variant", () => {
  const others = [
    ID.toUpperCase(),
    ID.replaceAll("-", ""),
    `{${ID}}`,
    `urn:uuid:${ID}`,
    `${ID}\n`,
    ` ${ID}`,
    "00000000-0000-0000-0000-000000000000",
    "550e8400-e29b-41d4-c716-446655440001",
    "550e8400-e29b-41d4-a716-44665544000g",
    5,
    null,
  ];
  assert.equal(
    others.map((id) => decodedAs(RequestId, id)),
    others.map(() => "refused"),
  );
});

test.run();
