import { differences } from "../engine/update/differences";
import { removalsIn, removalText } from "../engine/update/removals";
import { countsText, shortType } from "../engine/update/summary";
import type { PlannedChange, Preview } from "./pulumi-preview";

/** GitHub's limit of a comment is 65,536 characters; the rest is for the head and the fences. */
const MOST_BYTES = 58_000;

const signs = { create: "+", update: "!", replace: "!", delete: "-" } as const;

/** One resource, and below it what changes of it. */
const block = ({ action, type, name, inputs }: PlannedChange): string =>
  [
    `${signs[action]} ${action.padEnd(7)} ${shortType(type).padEnd(28)} ${name}`,
    ...inputs.flatMap(({ name: input, from, to }) => differences(input, from, to)),
  ].join("\n");

const unjudgedText = (rules: readonly string[]): string =>
  `Not judged yet, since AWS makes up what they look at: ${rules.join(", ")}. The deployment judges them as resources are made, what concerns several of them at its end.`;

/** What is wrong, what would go for good, and what nobody can judge yet. */
const doubts = ({ changes, violations, unjudged, errors, warnings }: Preview): readonly string[] => {
  const removals = removalsIn(changes);
  return [
    ...(violations.length === 0 ? [] : ["Against the policies:", ...violations.map((one) => `  ${one}`)]),
    ...errors,
    ...warnings.map((one) => `warning: ${one}`),
    ...(removals.length === 0 ? [] : [removalText(removals)]),
    ...(unjudged.length === 0 ? [] : [unjudgedText(unjudged)]),
  ];
};

/** What a preview has found: resource by resource, what is wrong with it, and in total. */
export const previewText = (preview: Preview): string =>
  [...preview.changes.map(block), ...doubts(preview), countsText(preview)].join("\n");

/** As many lines as fit, and how many are left out. */
const fitting = (text: string): string => {
  const lines = text.split("\n");
  let room = MOST_BYTES;
  const end = lines.findIndex((line) => {
    room -= Buffer.byteLength(line) + 1;
    return room < 0;
  });
  return end < 0
    ? text
    : [...lines.slice(0, end), `… ${lines.length - end} lines more, which the workflow's log has`].join("\n");
};

const verdict = ({ isDone, changes }: Preview): string => {
  if (!isDone) return "fails";
  return removalsIn(changes).length > 0 ? "removes what cannot be given back" : "can be deployed";
};

/** The same as Markdown that a comment can take: what is wrong and what goes, then every change. */
export const previewMarkdown = (stack: string, preview: Preview): string =>
  [
    `### Preview of \`${stack}\`: ${verdict(preview)}`,
    "",
    countsText(preview),
    "",
    "```diff",
    fitting([...doubts(preview), ...preview.changes.map(block)].join("\n")),
    "```",
    "",
  ].join("\n");
