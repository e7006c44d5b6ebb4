import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../../runtime/codec/json";
import { type Channel, channels } from "../../../runtime/request/request";

/** A text that an assistant may write, and what it was given to write it from. */
export type Written = {
  readonly kind: string;
  readonly text: string;
  readonly data: JsonObject;
  readonly channel: Channel;
};

const HEADING = /^# (.+?)(?: \[(.+)\])?$/;
const DATA = /^@ (\{.*\})$/;
/** Texts with what cannot be seen or would not end where it seems to are written as in JSON. */
const ESCAPED = /^".*"$/;

const channelsNamed = (names = "whatsapp"): readonly Channel[] =>
  channels.filter((one) => names.split(",").includes(one));

/** Texts of a file, one a line, under headings of their kinds; a line of JSON holds the data of those below, else `given`. */
const textsIn = (file: string, given: JsonObject): readonly Written[] => {
  let [kind, data, on] = ["", given, channelsNamed()];
  return readFileSync(join(__dirname, file), "utf8")
    .split("\n")
    .flatMap((line) => {
      const heading = HEADING.exec(line);
      const own = DATA.exec(line);
      if (heading !== null) [kind, data, on] = [heading[1] ?? "", given, channelsNamed(heading[2])];
      else if (own !== null) data = JSON.parse(own[1] ?? "");
      if (heading !== null || own !== null || line === "") return [];
      const text: string = ESCAPED.test(line) ? JSON.parse(line) : line;
      return on.map((channel) => ({ kind, text, data, channel }));
    });
};

/** What the request holds: the words are hostile because they are not among these. */
const GIVEN: JsonObject = {
  link: "https://ashgrove.example/apply",
  tel: "0800 123 4567",
  contact: "grace@ashgrove.example",
  at: "2026-12-24T14:00",
};

/** Texts that the check was made with. */
export const honestByHand = textsIn("honest.txt", {});
export const hostile = textsIn("hostile.txt", GIVEN);

/** Texts that were written without it, and that it was mended with: they tell more of what strangers write. */
export const honestAfterwards = textsIn("honest-afterwards.txt", {});
export const hostileAfterwards = textsIn("hostile-afterwards.txt", GIVEN);
