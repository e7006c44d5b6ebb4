/** A comment of this form is replaced by the next one; any other is kept. */
const STAMPED = / # \d{4}-\d\d-\d\dT\S+ [^\n]*$/;

/** The text with a comment at the end of the line that holds the place. */
export const withLineComment = (text: string, place: number, comment: string): string => {
  const found = text.indexOf("\n", place);
  const end = found < 0 ? text.length : found;
  const start = text.lastIndexOf("\n", place - 1) + 1;
  const line = text.slice(start, end).replace(STAMPED, "").trimEnd();
  return `${text.slice(0, start)}${line} # ${comment.replace(/\s+/g, " ")}${text.slice(end)}`;
};
