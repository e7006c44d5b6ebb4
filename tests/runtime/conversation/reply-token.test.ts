import { createHash, randomBytes } from "node:crypto";
import fc from "fast-check";
import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  hashOfToken,
  mailboxOf,
  replyMailbox,
  requestIdOfToken,
  unsubscribeMailbox,
} from "../../../runtime/conversation/reply-token";

const tokens = suite("reply tokens");

const project = { company_id: "acme", project_id: "first" };
const key = "k1";
const hash = createHash("sha256").update("jane").digest("base64url");

/** The token of a mailbox, as a mail program writes it that likes capitals. */
const tokenOf = (mailbox: string): string => {
  const found = mailboxOf(`${mailbox.toUpperCase()}@reply.example.com`);
  return O.isSome(found) ? found.value.token : "none";
};

tokens("a request's mailbox fits into an address and names the request, for its project alone", () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const mailbox = replyMailbox(key, project, id);
      const token = tokenOf(mailbox);
      assert.equal([mailbox.length, requestIdOfToken(key, project, token)], [43, O.some(id)]);
      for (const other of [
        { ...project, project_id: "second" },
        { ...project, company_id: "other" },
      ])
        assert.equal(requestIdOfToken(key, other, token), O.none);
      assert.equal(requestIdOfToken("k2", project, token), O.none);
    }),
  );
});

tokens("what the key before has made is still understood while the secret holds both", () => {
  const id = "00000000-0000-4000-8000-000000000001";
  const token = tokenOf(replyMailbox(key, project, id));

  assert.equal(requestIdOfToken(JSON.stringify({ key: "k2", also: key }), project, token), O.some(id));
});

tokens("a mailbox for unsubscribing takes all of a local part, and names one address of one company", () => {
  const mailbox = unsubscribeMailbox(key, "acme", hash);
  const token = tokenOf(mailbox);

  assert.equal([mailbox.length, hashOfToken(key, "acme", token)], [64, O.some(hash)]);
  assert.equal([hashOfToken(key, "other", token), hashOfToken("k2", "acme", token)], [O.none, O.none]);
});

tokens("no changed character passes", () => {
  const reply = tokenOf(replyMailbox(key, project, "00000000-0000-4000-8000-000000000001"));
  const unsubscribe = tokenOf(unsubscribeMailbox(key, "acme", hash));
  const changed = (token: string) =>
    [...token].map((character, at) => token.slice(0, at) + (character === "v" ? "0" : "v") + token.slice(at + 1));

  assert.equal(
    [
      ...changed(reply).map((token) => requestIdOfToken(key, project, token)),
      ...changed(unsubscribe).map((token) => hashOfToken(key, "acme", token)),
    ].filter(O.isSome),
    [],
  );
});

tokens("other mailboxes are nobody's", () => {
  const random = randomBytes(20).toString("hex");
  for (const address of ["jane@example.com", `r${random}@x.com`, `r${"w".repeat(42)}@x.com`, "", "@", `u${random}@`])
    assert.equal(mailboxOf(address), O.none, address);
});
