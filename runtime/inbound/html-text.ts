import { Parser } from "htmlparser2";
import { withinTime } from "./time-limit";

type Attributes = Readonly<Record<string, string>>;

/** How the programs of mail mark what they quote; Outlook puts `x_` before the names in what it quotes itself. */
const QUOTE_CLASS =
  /(?:^|\s)(?:x_)*(?:gmail_quote|yahoo_quoted|moz-cite-prefix|moz-forward-container|protonmail_quote|tutanota_quote|zmail_extra|front-blockquote|ms-outlook-mobile-reference-message)/i;
const QUOTE_ID =
  /^(?:x_)*(?:\w*yahoo_quoted|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|reply-intro)/i;
const QUOTE_NAME = /^(?:quote|messageReplySection)$/i;
/** Where the rest of the mail is quoted: Outlook's and Zimbra's, which put nothing around it. */
const REST_ID = /^(?:x_)*(?:appendonsend|divRplyFwdMsg|stopSpelling|zwchr)$/i;
const REST_STYLE = /border-top:\s*solid\s+#(?:E1E1E1|B5C4DF)/i;

const startsRest = ({ id = "", style = "" }: Attributes): boolean => REST_ID.test(id) || REST_STYLE.test(style);

/** Gmail indents the writer's own words by a `blockquote` without a border. */
const isQuote = (tag: string, { class: names = "", id = "", name = "", style = "" }: Attributes): boolean =>
  (tag === "blockquote" && !/border:\s*none/i.test(style)) ||
  QUOTE_CLASS.test(names) ||
  QUOTE_ID.test(id) ||
  QUOTE_NAME.test(name);

const UNSEEN = new Set(["head", "script", "style", "title", "template", "object"]);
const BLOCKS = new Set(
  [
    "address",
    "article",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
  ].concat(["header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"]),
);

/** Runs of blanks first: the patterns after it would go back and forth over them. */
const tidy = (text: string): string =>
  text
    .replace(/ {2,}/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** The parser goes over all that is open at each new element; what was shown until then counts. */
const READ_MS = 1_000;

/** The text that a page shows, in lines; of what is quoted in it only the sign of a quoted line, unless all is asked for. */
export const textOfHtml = (html: string, quotes: "without quotes" | "with quotes"): string => {
  const cut = quotes === "without quotes";
  const texts: string[] = [];
  const unseen: boolean[] = [];
  let rest = false;
  const isUnseen = (): boolean => rest || unseen.at(-1) === true;
  const put = (text: string): void => void (isUnseen() || texts.push(text));
  const newLine = (): void => void (texts.at(-1) === "\n" || put("\n"));
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      rest ||= cut && startsRest(attributes);
      const quote = cut && isQuote(tag, attributes);
      if (quote) for (const piece of ["\n", ">", "\n"]) put(piece);
      unseen.push(isUnseen() || UNSEEN.has(tag) || quote);
      if (tag === "br") put("\n");
      if (BLOCKS.has(tag)) newLine();
      if (tag === "td") put(" ");
      if (tag === "li") put("- ");
    },
    ontext: (text) => put(text.replace(/\s+/g, " ")),
    onclosetag: (tag) => {
      unseen.pop();
      if (BLOCKS.has(tag)) newLine();
      if (tag === "p") put("\n");
    },
  });
  withinTime(READ_MS, () => parser.end(html));
  return tidy(texts.join(""));
};
