import { createHmac } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as O from "fp-ts/Option";
import { contramap, max } from "fp-ts/Ord";
import * as S from "fp-ts/string";
import * as t from "io-ts";
import { decodeOr } from "../codec/json";
import { formsOf } from "../request/forms-of-address";
import { Channel } from "../request/request";
import type { ConversationKey, NewItem, Unreadable } from "./conversation";
import type { Change } from "./transitions";

const State = t.keyof({ suppressed: null, clear: null });
const Setter = t.keyof({ person: null, company: null });

/** How an opt-out, or its end, came to us. */
export const Source = t.keyof({
  keyword: null,
  unsubscribe_link: null,
  unsubscribe_mail: null,
  assistant: null,
  carrier: null,
  company: null,
});

const Entry = t.readonly(
  t.type({
    /** When we received it (ISO 8601, UTC, comparable as text). */
    at: t.string,
    state: State,
    set_by: Setter,
    source: Source,
    channel: t.union([Channel, t.null]),
    evidence: t.union([t.string, t.null]),
    by: t.union([t.string, t.null]),
  }),
);
type Entry = t.TypeOf<typeof Entry>;

const Layer = t.readonly(t.type({ state: State, at: t.string, source: Source }));
type Layer = t.TypeOf<typeof Layer>;

/** Whether one company may write to one address. What else the item has stays with the value, unread. */
export const Consent = t.intersection([
  t.type({
    primary_channel: t.string,
    conversation_id: t.string,
    company_id: t.string,
    state: State,
    set_by: Setter,
    source: Source,
    /** Grows with every write, which requires the one before. */
    changed_at: t.string,
    history: t.readonlyArray(Entry),
  }),
  t.partial({
    /** None in what was erased: the opt-out stays, and does not say whose it is. */
    address: t.string,
    /** What each of the two has said last: neither lifts what the other has set. */
    person: Layer,
    company: Layer,
  }),
]);
export type Consent = t.TypeOf<typeof Consent>;

export const decodeConsent = decodeOr(
  Consent,
  (places): Unreadable => ({ _tag: "Unreadable", reason: `consent item: ${places}` }),
);

/** Something that bears on whether an address may be written to; `at` is when we received it (ISO 8601, UTC, with milliseconds). */
export type ConsentEvent = {
  readonly at: string;
  readonly state: "suppressed" | "clear";
  readonly setBy: "person" | "company";
  readonly source: t.TypeOf<typeof Source>;
  readonly channel: Channel | null;
  /** By what it can be shown: a carrier's id of the message, say. */
  readonly evidence: string | null;
  /** Who of the company. */
  readonly by: string | null;
};

/** An address of any channel (E.164, or mail), as one company writes to it; or the hash alone, as the mailbox for unsubscribing has it. */
export type Recipient = { readonly company_id: string } & ({ readonly address: string } | { readonly hash: string });

/** A number that clients and carriers write in two forms is one person's: both are named by one of them. */
const oneForm = (address: string): string => formsOf(address).toSorted()[0] ?? address;

/** Names an address without saying it. Keyed, since a plain hash of a telephone number can be found by trying them all. */
export const addressHash = (key: string, companyId: string, address: string): string =>
  createHmac("sha256", key)
    .update(`${companyId}\n${oneForm(address).toLowerCase()}`)
    .digest("base64url");

/** Where the item is of what has this hash. */
export const consentKeyAt = (companyId: string, hash: string): ConversationKey => ({
  primary_channel: `consent#${companyId}#${hash}`,
  conversation_id: "consent",
});

export const consentKeyOf = (key: string, companyId: string, address: string): ConversationKey =>
  consentKeyAt(companyId, addressHash(key, companyId, address));

/** Under this project the index of a company's projects lists its consent items. */
export const CONSENT_PROJECT = "#consent";

export const isSuppressed = (consent: O.Option<Consent>): boolean =>
  O.isSome(consent) && consent.value.state === "suppressed";

/** Of two words of one voice the later counts, of equal ones the opt-out; the source only makes two of a kind differ. */
const byTime = contramap(({ at, state, source }: Layer) => `${at} ${state === "suppressed" ? 1 : 0} ${source}`)(S.Ord);

type Voice = Layer & Pick<Consent, "set_by">;

/** The person's opt-out counts most, then the company's; without either, who cleared last. */
const byWeight = contramap(({ at, state, set_by }: Voice) => {
  const ofPerson = set_by === "person" ? 1 : 0;
  return state === "suppressed" ? `suppressed ${ofPerson}` : `clear ${at} ${ofPerson}`;
})(S.Ord);

type Layers = Pick<Consent, "person" | "company">;

const voicesOf = ({ person, company }: Layers): readonly Voice[] => [
  ...(person === undefined ? [] : [{ set_by: "person" as const, ...person }]),
  ...(company === undefined ? [] : [{ set_by: "company" as const, ...company }]),
];

/** Entries that an item keeps. */
const MOST_ENTRIES = 50;

const byEntry = contramap((entry: Entry) => `${entry.at} ${JSON.stringify(Object.entries(entry).sort())}`)(S.Ord);

/** What comes from one message of a person's, which stands as its evidence. */
export const ofMessages: readonly Entry["source"][] = ["keyword", "unsubscribe_mail", "assistant"];

/**
 * A carrier that heard no answer posts the same message again, and we receive it at another time: taken for a new one, a START
 * would lift the STOP that came between. What a company gives as its reason is no message, and may come again; so may a
 * carrier's word about one of ours, which has a time of its own.
 */
const sameEvent = (one: Entry, other: Entry): boolean =>
  one.source === other.source &&
  one.state === other.state &&
  one.evidence === other.evidence &&
  (one.at === other.at || (ofMessages.includes(one.source) && one.evidence !== null));

/** What a person has had erased is not told anew by an event that comes again. */
const entryOf = ({ setBy, ...event }: ConsentEvent, isErased: boolean): Entry => ({
  ...event,
  set_by: setBy,
  evidence: isErased ? null : event.evidence,
});

const isHeard = (history: readonly Entry[], entry: Entry): boolean => history.some((one) => sameEvent(one, entry));

const withEntry = (history: readonly Entry[], entry: Entry): readonly Entry[] =>
  [...history, entry].sort(byEntry.compare).slice(-MOST_ENTRIES);

type Standing = Layers & Pick<Consent, "state" | "set_by" | "source" | "history">;

/** What an item says after an event, in whatever order and however often events come. */
const after = (before: Layers & { readonly history: readonly Entry[] }, entry: Entry): Standing => {
  const { at, state, source, set_by } = entry;
  const said: Layer = { at, state, source };
  const known = before[set_by];
  const layers: Layers = {
    ...(before.person === undefined ? {} : { person: before.person }),
    ...(before.company === undefined ? {} : { company: before.company }),
    [set_by]: known === undefined ? said : max(byTime)(known, said),
  };
  const counts = voicesOf(layers).reduce(max(byWeight));
  const history = withEntry(before.history, entry);
  return { ...layers, state: counts.state, set_by: counts.set_by, source: counts.source, history };
};

/** The first word about an address. The item has no end: DynamoDB deletes it never. */
export const newConsent = (key: ConversationKey, who: Recipient, event: ConsentEvent, now: Date): NewItem => ({
  ...key,
  company_id: who.company_id,
  project_id: CONSENT_PROJECT,
  ...("address" in who ? { address: who.address } : {}),
  ...after({ history: [] }, entryOf(event, false)),
  changed_at: now.toISOString(),
  created_at: now.toISOString(),
});

const growing = ({ changed_at }: Consent, now: Date): string =>
  new Date(Math.max(now.getTime(), Date.parse(changed_at) + 1)).toISOString();

/** One more word, if it says anything that the item does not. */
export const consentChange = (consent: Consent, event: ConsentEvent, now: Date): O.Option<Change> => {
  const entry = entryOf(event, consent.address === undefined);
  if (isHeard(consent.history, entry)) return O.none;
  const standing = after(consent, entry);
  return Object.entries(standing).every(([name, value]) => isDeepStrictEqual(value, consent[name as keyof Standing]))
    ? O.none
    : O.some({
        when: { changed_at: consent.changed_at },
        set: { ...standing, changed_at: growing(consent, now) },
      });
};

/** Takes out who it was; the opt-out stays. */
export const anonymousConsent = (consent: Consent, now: Date): Change => ({
  when: { changed_at: consent.changed_at },
  set: {
    history: consent.history.map((entry) => ({ ...entry, evidence: null })),
    changed_at: growing(consent, now),
  },
  remove: ["address"],
});
