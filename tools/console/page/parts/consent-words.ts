import type { ConsentView } from "../../api/consent";

const ways: Readonly<Record<string, string>> = {
  keyword: "wrote a keyword such as STOP",
  unsubscribe_link: "unsubscribed by the link of a mail",
  unsubscribe_mail: "unsubscribed by mail",
  assistant: "asked for it in their own words",
  carrier: "said it to the carrier",
};

type Said = Pick<ConsentView["history"][number], "state" | "set_by" | "source" | "by">;

/** Who has said what, in a sentence's words. */
export const saidText = ({ state, set_by, source, by }: Said): string => {
  if (set_by === "company") return `${by ?? "The company"} ${state === "suppressed" ? "suppressed it" : "lifted it"}`;
  if (state === "clear") return "The person opted in again";
  return `The person ${ways[source] ?? source}`;
};

/** Why an address is suppressed. */
export const whyText = ({ set_by, source }: Pick<ConsentView, "set_by" | "source">): string =>
  set_by === "company" ? "the company has suppressed it" : `the person ${ways[source ?? ""] ?? "has opted out"}`;
