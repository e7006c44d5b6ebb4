import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Evidence, type Finding, findingOf } from "../../runtime/sweeper/finding-of-listing";
import type { Words } from "../../runtime/sweeper/same-words";
import { candidate, secondsAfterStart } from "../helpers/sweeper-fixture";
import { START } from "../helpers/time-and-chance";
import listings from "./listings.json";

/** A listed message, or an attempt, by its seconds from the start. */
type At = { readonly id: string; readonly at: number };
/** A whole text, or the parts of a template's. */
type Said = string | readonly string[];

type Row = {
  readonly what: string;
  readonly listing?:
    | readonly (At & { readonly text?: string | null; readonly attemptId?: string })[]
    | { readonly unasked: string };
  readonly words?: readonly Said[];
  readonly attempts?: readonly At[];
  readonly absences?: number;
  readonly adopted?: readonly string[];
  readonly rivals?: readonly { readonly words: readonly Said[]; readonly attempts: readonly At[] }[];
  /** What follows up to the end of the wait, and after it. */
  readonly early: string;
  readonly late: string;
};

const attemptOf = ({ id, at }: At) => ({ attempt_id: id, sending_at: secondsAfterStart(at) });
const wordsOf = (said: Said): Words =>
  typeof said === "string" ? { _tag: "Text", text: said } : { _tag: "Parts", parts: said };

const listingOf = (listing: Row["listing"] = []): Evidence["listing"] =>
  "unasked" in listing
    ? listing
    : listing.map(({ id, at, text, attemptId }) => ({
        ...candidate(id, at),
        ...(text === undefined ? {} : { text: text ?? undefined }),
        ...(attemptId === undefined ? {} : { attemptId }),
      }));

const first: At = { id: "attempt-1", at: 0 };

const evidence = (seconds: number, row: Partial<Row>, waitSeconds = 270): Evidence => ({
  listing: listingOf(row.listing),
  words: (row.words ?? [["Ada", "Healthcare Assistant"]]).map(wordsOf),
  attempts: (row.attempts ?? [first]).map(attemptOf),
  absences: row.absences ?? 0,
  adopted: new Set(row.adopted),
  rivals: (row.rivals ?? []).map(({ words, attempts }) => ({
    words: words.map(wordsOf),
    attempts: attempts.map(attemptOf),
  })),
  now: new Date(Date.parse(START) + seconds * 1000),
  reconcileAfterSeconds: 270,
  waitSeconds,
});

const told = (finding: Finding): string => {
  switch (finding._tag) {
    case "Found":
      return `${finding.candidate.messageId} is of ${finding.attemptId}${finding.copies > 1 ? `, one of ${finding.copies}` : ""}`;
    case "NotSent":
      return "not sent";
    case "TooEarly":
      return "too early";
    case "Unknowable":
      return finding.reason;
  }
};

for (const row of listings as readonly Row[])
  test(`with ${row.what}`, () => {
    const sentAt = row.attempts?.at(-1)?.at ?? 0;
    const at = (seconds: number) => told(findingOf(evidence(sentAt + seconds, row)));
    assert.equal([at(0.5), at(270), at(270.001)], [row.early, row.early, row.late]);
  });

test("waits for as long as it is told, and only for a list", () => {
  const at = (seconds: number, row: Partial<Row> = {}) => told(findingOf(evidence(seconds, row, 1_800)));
  assert.equal([at(1_800), at(1_800.001)], ["too early", "not sent"]);
  assert.is(at(270.001, { listing: { unasked: "no list" } }), "no list");
});
