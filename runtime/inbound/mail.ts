import { createHash } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../codec/json";
import { EmailAddress, firstBytes } from "../request/text";
import { textOfHtml } from "./html-text";
import { type Fields, fieldsOf, type Part } from "./mail-form";
import { MOST_BYTES, newWords } from "./new-words";

/** A file that came with a mail; `name` is for reading only. */
export type MailFile = {
  readonly name: string | undefined;
  readonly contentType: string;
  readonly bytes: Buffer;
};

/** A mail as it is understood: what cannot be read of one is empty. */
export type Mail = {
  /** Another one in each company: what somebody writes to two of them at once is recorded by both. */
  readonly messageId: string;
  /** In lower case; `UNKNOWN` where it names nobody. */
  readonly from: string;
  /** Whether SPF or DKIM says that the mail is from the domain that it names. */
  readonly trusted: boolean;
  /** To whom it was handed over, not to whom it says it is. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly words: string;
  readonly bare: string;
  readonly fullText: string;
  /** Written by a program: an answer while away, a bounce, a list. */
  readonly automatic: boolean;
  /** The id that SendGrid gave the mail that this one answers: its `Message-ID` begins with it ("Event Webhook Reference", smtp-id). */
  readonly repliesTo: string | undefined;
  readonly files: readonly MailFile[];
};

/** Nobody has an address there (RFC 6761 §6.4). */
const UNKNOWN = "unknown@invalid";

type Headers = (name: string) => readonly string[];

const headersOf = (text: string): Headers => {
  const lines = text.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return (name) =>
    lines.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
};

const hashOf = (...parts: readonly (string | Buffer)[]): string =>
  parts.reduce((hash, part) => hash.update(part).update("\0"), createHash("sha256")).digest("base64url");

/** Of what the mail says, not of the form around it, which is another one each time that it is posted. */
const rawHash = (parts: readonly Part[], body: Buffer): string =>
  parts.length === 0 ? hashOf(body) : hashOf(...parts.flatMap(({ field, bytes }) => [field, bytes]));

const ID = /<\s*([^<>\s]{1,900})\s*>/g;

const idsIn = (values: readonly string[]): readonly string[] =>
  values.flatMap((value) => [...value.matchAll(ID)].map(([, id = ""]) => id));

/** Longer than any name and address; a pattern goes over a text once more for every quote that is not closed. */
const LONGEST_FROM = 2_000;

/** What is quoted in an address may look like another one. */
const addressIn = (text: string): O.Option<string> =>
  pipe(
    text.slice(0, LONGEST_FROM).replace(/"(?:[^"\\]|\\.)*"/g, ""),
    (bare) => /<([^<>]*)>/.exec(bare)?.[1] ?? bare.split(",")[0] ?? "",
    (address) => EmailAddress.decode(address.trim().toLowerCase()),
    O.fromEither,
  );

const Envelope = t.partial({ to: t.readonlyArray(t.string), from: t.string });
type Envelope = t.TypeOf<typeof Envelope>;

const jsonField =
  <A>(codec: t.Decoder<unknown, A>, otherwise: A) =>
  (text: string | undefined): A =>
    pipe(
      text ?? "",
      parseJson(() => otherwise),
      E.chain(decodeOr(codec, () => otherwise)),
      E.toUnion,
    );

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** A domain speaks for those below it. */
const speaksFor = (domain: string, from: string): boolean =>
  domain !== "" && (domainOf(from) === domain || domainOf(from).endsWith(`.${domain}`));

/** As SendGrid writes it: {@example.com : pass, @other.example : fail}. */
const signersIn = (dkim: string): readonly string[] =>
  [...dkim.matchAll(/@([^\s:,}@]+)\s*:\s*pass\b/gi)].map(([, domain = ""]) => domain.toLowerCase());

const isTrusted = (field: Fields, { from: sender = "" }: Envelope, from: string): boolean =>
  signersIn(field("dkim") ?? "").some((domain) => speaksFor(domain, from)) ||
  (/^\s*pass\b/i.test(field("SPF") ?? "") && speaksFor(domainOf(sender), from));

/** RFC 3834; what is older, or of one maker only, is told by the others. An empty sender is that of a bounce (RFC 5321 §4.5.5). */
const isAutomatic = (header: Headers, { from }: Envelope): boolean =>
  header("auto-submitted").some((value) => !/^no\b/i.test(value)) ||
  header("precedence").some((value) => /^(?:bulk|auto_reply|list)\b/i.test(value)) ||
  ["x-autoreply", "x-autorespond"].some((name) => header(name).length > 0) ||
  /^\s*(?:<>)?\s*$/.test(from ?? "?");

const LONGEST_NAME = 200;

/** The last part of a path, without what is not shown or turns the rest around; nothing where nothing is left. */
const fileName = (name: string): string | undefined =>
  [...(name.split(/[\\/]/).at(-1) ?? "").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, "").trim()]
    .slice(0, LONGEST_NAME)
    .join("") || undefined;

const CONTENT_TYPE = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/;

const Info = t.record(t.string, t.unknown);
const About = t.partial({ filename: t.unknown, name: t.unknown, type: t.unknown });

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const fileOf =
  (info: t.TypeOf<typeof Info>) =>
  ({ field, filename, contentType, bytes }: Part): MailFile => {
    const about = info[field];
    const { name, filename: told, type } = About.is(about) ? about : {};
    const types = [textOf(type), contentType].map((one) => (one.split(";")[0] ?? "").trim().toLowerCase());
    return {
      name: fileName(textOf(told) || textOf(name) || (filename ?? "")),
      contentType: types.find((one) => CONTENT_TYPE.test(one)) ?? "application/octet-stream",
      bytes,
    };
  };

const filesOf = (parts: readonly Part[], field: Fields): readonly MailFile[] =>
  parts.filter((part) => /^attachment\d+$/.test(part.field)).map(fileOf(jsonField(Info, {})(field("attachment-info"))));

/** Whether an answer's subject is only that of what it answers, as the programs of the world write it. */
const REPEATED = /^\s*(?:re|aw|sv|vs|antw|odp|rif|res|ynt|fwd?|wg|tr|rv|i|回复|答复|转发|返信)\s*(?:\[\d+\])?\s*[:：]/i;

/** Where the whole mail is posted as one field, its headers stand before the first empty line. */
const headOf = (field: Fields): string => field("headers") ?? field("email")?.split(/\r?\n\r?\n/)[0] ?? "";

/** What a mail says, from the parts of SendGrid's form ("Inbound Email Parse Webhook", Default Parameters). */
export const mailOf = (companyId: string, parts: readonly Part[], body: Buffer): Mail => {
  const field = fieldsOf(parts);
  const header = headersOf(headOf(field));
  const envelope = jsonField(Envelope, {})(field("envelope"));
  const from = pipe(
    [field("from"), header("from")[0], envelope.from],
    RA.findFirstMap((text) => addressIn(text ?? "")),
    O.getOrElse(() => UNKNOWN),
  );
  const subject = (field("subject") ?? header("subject")[0] ?? "").trim();
  const [text, html] = [field("text") ?? "", field("html") ?? ""];
  const files = filesOf(parts, field);
  const said = newWords({ text, html });
  const onlySubject = said.words === "" && text.trim() === "" && files.length === 0 && !REPEATED.test(subject);
  const [id] = idsIn(header("message-id"));
  const answered = idsIn(header("in-reply-to"))[0] ?? idsIn(header("references")).at(-1);
  return {
    messageId: hashOf(companyId, id ?? rawHash(parts, body)),
    from,
    trusted: isTrusted(field, envelope, from),
    recipients: envelope.to ?? [],
    subject,
    ...(onlySubject ? { words: subject, bare: subject } : said),
    fullText: firstBytes(text.trim() === "" ? textOfHtml(html, "with quotes") : text, MOST_BYTES),
    automatic: isAutomatic(header, envelope),
    repliesTo: answered?.split("@")[0],
    files,
  };
};
