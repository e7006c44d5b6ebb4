import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import type { Decoder } from "io-ts";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  AttemptReference,
  InboundReference,
  keyOf,
  openReference,
  ProjectReference,
  sealReference,
  UnsubscribeReference,
} from "../../../runtime/conversation/reference";
import { character } from "../../helpers/arbitraries";
import { attemptReference } from "../receipts/receipts-fixture";

const forged = E.left({ _tag: "Forged" });
const KEY = "the-receipt-key";

const text = fc.string({ unit: character, maxLength: 40 }).filter((value) => value.isWellFormed());

const anyReference: fc.Arbitrary<AttemptReference> = fc.record(
  {
    company_id: text,
    project_id: text,
    channel: fc.constantFrom("whatsapp" as const, "sms" as const, "email" as const),
    primary_channel: text,
    conversation_id: text,
    attempt_id: text,
    expires: text,
  },
  { noNullPrototype: true },
);

const open = <A>(codec: Decoder<unknown, A>, sealed: string, key = KEY) => openReference(codec)(key, sealed);

test("opens to what was sealed, whatever that is and whatever the key", () => {
  fc.assert(
    fc.property(anyReference, text, (reference, key) => {
      assert.equal(open(AttemptReference, sealReference(key, reference), key), E.right(reference));
    }),
  );
  fc.assert(
    fc.property(fc.record({ company_id: text, project_id: text }, { noNullPrototype: true }), (project) => {
      assert.equal(open(ProjectReference, sealReference(KEY, project)), E.right(project));
    }),
  );
});

test("is refused with any single bit changed", () => {
  const sealed = sealReference(KEY, attemptReference());
  const bytes = Buffer.from(sealed, "base64url");
  for (const [index, byte] of bytes.entries())
    for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
      const tampered = Buffer.from(bytes);
      tampered.writeUInt8(byte ^ bit, index);
      assert.equal(open(AttemptReference, tampered.toString("base64url")), forged, `octet ${index}, bit ${bit}`);
    }
});

test("is refused with any character changed, left out or added", () => {
  const sealed = sealReference(KEY, attemptReference());
  for (const [index, letter] of [...sealed].entries()) {
    const [before, after] = [sealed.slice(0, index), sealed.slice(index + 1)];
    assert.equal(open(AttemptReference, `${before}${letter === "A" ? "B" : "A"}${after}`), forged);
    assert.equal(open(AttemptReference, `${before}${after}`), forged);
    for (const added of ["A", "=", " ", "\n", "!", "%00"])
      assert.equal(open(AttemptReference, `${before}${added}${letter}${after}`), forged, `${added} at ${index}`);
  }
  for (const added of ["A", "=", "==", " ", "\n"]) assert.equal(open(AttemptReference, `${sealed}${added}`), forged);
});

test("is refused cut short anywhere", () => {
  const sealed = sealReference(KEY, attemptReference());
  for (const length of sealed.split("").keys()) assert.equal(open(AttemptReference, sealed.slice(0, length)), forged);
});

test("is refused whatever somebody without the key makes up", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, words) => {
      assert.equal(open(AttemptReference, Buffer.from(bytes).toString("base64url")), forged);
      assert.equal(open(ProjectReference, words), forged);
    }),
  );
});

test("is refused under another key", () => {
  assert.equal(open(AttemptReference, sealReference(KEY, attemptReference()), `${KEY} `), forged);
});

test("is opened with the key that sealed it while another takes over, step by step, and no longer", () => {
  const [early, late] = ["early-key", "late-key"];
  const both = (key: string, also: string) => JSON.stringify({ key, also });
  const sealedBy = (secret: string) => sealReference(secret, attemptReference());
  const opens = (secret: string) =>
    [early, late].map((key) => E.isRight(open(AttemptReference, sealedBy(key), secret)));

  assert.equal([both(early, late), both(late, early)].map(sealedBy), [early, late].map(sealedBy));
  assert.equal(opens(early), [true, false]);
  assert.equal(opens(both(early, late)), [true, true]);
  assert.equal(opens(both(late, early)), [true, true]);
  assert.equal(opens(both(late, late)), [false, true]);
});

const of = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };
const kinds = [
  [ProjectReference, of],
  [AttemptReference, attemptReference()],
  [InboundReference, { kind: "inbound", ...of, channel: "sms", address: "+447400000002" }],
  [UnsubscribeReference, { kind: "unsubscribe", ...of, address: "ada@example.com" }],
] as const;

test("of one kind is none of another", () => {
  for (const [, reference] of kinds)
    assert.equal(
      kinds.filter(([codec]) => E.isRight(open<unknown>(codec, sealReference(KEY, reference)))),
      kinds.filter(([, other]) => other === reference),
    );
});

test("is the same for the same content, and another for any other", () => {
  fc.assert(
    fc.property(anyReference, anyReference, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      assert.is(sealReference(KEY, one), sealReference(KEY, { ...one }));
      assert.is(sealReference(KEY, one) === sealReference(KEY, other), same);
    }),
  );
});

test("shows neither number, address nor id, and fits a path", () => {
  const reference = attemptReference("whatsapp");
  const sealed = sealReference(KEY, reference);
  assert.match(sealed, /^[A-Za-z0-9_-]{1,600}$/);
  for (const shown of [sealed, Buffer.from(sealed, "base64url").toString("latin1")])
    for (const secret of [reference.primary_channel.slice(1), "ci-aaa", reference.attempt_id, "whatsapp"])
      assert.not.match(shown, secret);
});

test("names the record", () => {
  const { primary_channel, conversation_id } = attemptReference();
  assert.equal(keyOf(attemptReference()), { primary_channel, conversation_id });
});
