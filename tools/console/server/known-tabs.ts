import { createPublicKey, randomBytes, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../../../runtime/codec/json";
import { privateFolder, replaceFile } from "../../aws/private-files";

/** The public half of a tab's key (SPKI in base64), and until when it lets the tab come back: epoch milliseconds. */
const Tabs = t.readonlyArray(t.type({ key: t.string, until: t.number }));

const COMES_BACK_MS = 24 * 3_600_000;
const MOST_TABS = 50;
const MOST_NONCES = 100;

const readTabs = (file: string): t.TypeOf<typeof Tabs> =>
  pipe(
    // What cannot be read lets nobody come back, and is written anew.
    E.tryCatch(() => readFileSync(file, "utf8"), String),
    E.chain(parseJson(() => "no JSON")),
    E.chain(decodeOr(Tabs, (places) => places)),
    E.getOrElse((): t.TypeOf<typeof Tabs> => []),
  );

const isSigned = (key: string, text: string, signature: string): boolean =>
  E.getOrElse(() => false)(
    E.tryCatch(
      () =>
        verify(
          "sha256",
          Buffer.from(text),
          {
            key: createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" }),
            dsaEncoding: "ieee-p1363",
          },
          Buffer.from(signature, "base64"),
        ),
      String,
    ),
  );

export const Proof = t.type({ key: t.string, nonce: t.string, signature: t.string });

/**
 * Tabs that were let in by this start or by one before, told by keys that no script can read and no listener is sent: the file
 * keeps their public halves, which open nothing. What a tab signs names the port, so that a program which has taken the port
 * of an engine that ended cannot pass it on to the console of another one.
 */
export const makeKnownTabs = (file: string, now: () => number = Date.now) => {
  const nonces = new Set<string>();
  const living = () => readTabs(file).filter(({ until }) => until > now());
  return {
    letIn: (key: string): void => {
      const others = living().filter((tab) => tab.key !== key);
      privateFolder(dirname(file));
      replaceFile(file, JSON.stringify([...others.slice(1 - MOST_TABS), { key, until: now() + COMES_BACK_MS }]), 0o600);
    },
    /** Something to sign, once. */
    nonce: (): string => {
      const [oldest] = nonces;
      if (nonces.size >= MOST_NONCES && oldest !== undefined) nonces.delete(oldest);
      const nonce = randomBytes(24).toString("base64url");
      nonces.add(nonce);
      return nonce;
    },
    comesBack: ({ key, nonce, signature }: t.TypeOf<typeof Proof>, port: number): boolean =>
      nonces.delete(nonce) &&
      living().some((tab) => tab.key === key) &&
      isSigned(key, `console ${port} ${nonce}`, signature),
  };
};
export type KnownTabs = ReturnType<typeof makeKnownTabs>;
