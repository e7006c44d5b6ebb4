import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import edits from "./edits.json";

/** One place of the source text, changed so that a guard of the send protocol is gone. */
export type Mutant = {
  /** The file, what is changed in it, and how. */
  readonly name: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly put: string;
  /** The proof that is known to fail, which is asked before the others. */
  readonly first?: string;
};

export const root = join(__dirname, "..", "..", "..");

type Spot = { readonly node: ts.Node; readonly how: string; readonly put: string };

/** Where every condition is mutated: what decides who may write, send, adopt and delete, by file and name. */
const conditional: Readonly<Record<string, readonly string[]>> = {
  "runtime/processor/claim.ts": ["changeConversation", "isHeld", "resumable", "takeExpired", "resume", "claim"],
  "runtime/processor/guard-request.ts": ["compare", "guardRequest"],
  "runtime/processor/handle-refusal.ts": ["leaveUncertain", "answerTo"],
  "runtime/sweeper/finding-of-listing.ts": ["isLater", "isOurs", "couldBeOf", "judge", "doubtOf", "findingOf"],
  "runtime/sweeper/second-look.ts": ["toldBy"],
  "runtime/sweeper/sweep-conversation.ts": ["isHeld", "proceed", "sweepRead", "sweepDue", "unlessMoved"],
  "runtime/receipts/record-receipt.ts": ["isReported", "isOfOtherAttempt", "isRecorded", "applyReceipt", "tries"],
};
const transitions = ["runtime/conversation/transitions.ts", "runtime/conversation/sweeper-transitions.ts"] as const;
const table = "runtime/processor/setback.ts";

/** What a transition writes for the protocol, rather than for who reads the record. */
const PROTOCOL =
  /^(send_state|attempt_id|sending_at|check_bucket|next_check_at|lease_\w+|given_up_at|absences|attempts|\.\.\.(lease|released|watched|watchedStill|waitsUntil|givenUp|heldBy|untouched)\b.*)/;

const textOf = (node: ts.Node): string => node.getText().replace(/\s+/g, " ");

const properties = (node: ts.Node | undefined): readonly ts.Node[] =>
  node !== undefined && ts.isObjectLiteralExpression(node) ? [...node.properties] : [];

const named = (node: ts.Node, name: string): node is ts.PropertyAssignment =>
  ts.isPropertyAssignment(node) && node.name.getText() === name;

/** Each condition of a change dropped, and each word that it writes of the protocol. */
const ofChange = (node: ts.Node): readonly Spot[] => {
  const drop = (part: ts.Node): Spot => ({ node: part, how: "dropped", put: "" });
  if (named(node, "when"))
    return ts.isObjectLiteralExpression(node.initializer)
      ? properties(node.initializer).map(drop)
      : [{ node: node.initializer, how: "without a condition", put: "{}" }];
  if (named(node, "set") || named(node, "append"))
    return properties(node.initializer)
      .filter((part) => PROTOCOL.test(textOf(part)))
      .map(drop);
  if (named(node, "remove")) return [drop(node)];
  return [];
};

/** What a condition's helper compares. */
const ofHelper = (node: ts.Node): readonly Spot[] =>
  ts.isVariableDeclaration(node) &&
  ["untouched", "unlooked", "heldBy", "released", "watched", "waitsUntil"].includes(node.name.getText())
    ? bodiesIn(node).flatMap((body) => properties(body).map((part) => ({ node: part, how: "dropped", put: "" })))
    : [];

const bodiesIn = (node: ts.VariableDeclaration): readonly ts.Node[] => {
  const made = node.initializer;
  if (made === undefined || !ts.isArrowFunction(made)) return [];
  return [ts.isParenthesizedExpression(made.body) ? made.body.expression : made.body];
};

const isLogical = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(node.operatorToken.kind);

const both = (node: ts.Node): readonly Spot[] =>
  ["true", "false"].map((put) => ({ node, how: `taken for ${put}`, put }));

/** A function that answers yes or no. */
const isPredicate = (node: ts.Node): node is ts.ArrowFunction =>
  ts.isArrowFunction(node) &&
  (node.type?.kind === ts.SyntaxKind.BooleanKeyword || (node.type !== undefined && ts.isTypePredicateNode(node.type)));

/** Each condition taken for true and for false, each part of one left out, each case given the answer of the next. */
const ofCondition = (node: ts.Node): readonly Spot[] => {
  if (ts.isIfStatement(node)) return both(node.expression);
  if (ts.isConditionalExpression(node)) return both(node.condition);
  if (isPredicate(node) && !ts.isBlock(node.body)) return both(node.body);
  if (isLogical(node))
    return [
      { node, how: "only its left part", put: textOf(node.left) },
      { node, how: "only its right part", put: textOf(node.right) },
    ];
  if (ts.isSwitchStatement(node)) {
    const answers = node.caseBlock.clauses.flatMap(({ statements }) => statements[0] ?? []);
    return answers.map((answer, n) => {
      const other = answers[(n + 1) % answers.length] ?? answer;
      return { node: answer, how: `answered ${textOf(other)}`, put: textOf(other) };
    });
  }
  return [];
};

const OTHER_QUEUE: Readonly<Record<string, string>> = { retry: "done", hurry: "done", done: "retry" };

/** Each row of the table: the queue's answer, what is recorded, and the state. */
const ofRow = (node: ts.Node): readonly Spot[] => {
  if (named(node, "queue") && ts.isStringLiteral(node.initializer)) {
    const put = OTHER_QUEUE[node.initializer.text] ?? "done";
    return [{ node: node.initializer, how: `for ${put}`, put: JSON.stringify(put) }];
  }
  if (named(node, "record") && ts.isObjectLiteralExpression(node.initializer))
    return [{ node: node.initializer, how: "not recorded", put: "undefined" }];
  return named(node, "sendState") && ts.isStringLiteral(node.initializer) ? [{ node, how: "dropped", put: "" }] : [];
};

/** The constant of the module, or the row of a table, in which a node stands. */
const placeOf = (node: ts.Node): string => {
  const names: string[] = [];
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isVariableDeclaration(at)) names.unshift(at.name.getText());
    if (ts.isPropertyAssignment(at) && /^[A-Z]/.test(at.name.getText())) names.unshift(at.name.getText());
  }
  return names.join(".");
};

/** What a conversation may cost is no guard of its send. */
const ELSEWHERE = /\.reserved$/;

type Operator = (node: ts.Node) => readonly Spot[];

const mutantsIn = (file: string, operators: readonly Operator[], within?: readonly string[]): readonly Mutant[] => {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    for (const { node: spot, how, put } of operators.flatMap((operator) => operator(node))) {
      const place = placeOf(spot);
      if (ELSEWHERE.test(place)) continue;
      if (within?.includes(place.split(".")[0] ?? "") === false) continue;
      const name = `${file.replace("runtime/", "")} ${place}: ${textOf(spot).slice(0, 90)} ${how}`;
      const comma = put === "" && source.text[spot.end] === "," ? 1 : 0;
      found.push({ name, file, start: spot.getStart(), end: spot.end + comma, put });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

type Edit = Pick<Mutant, "name" | "file" | "put" | "first"> & { readonly find: string };

const mutantOf = ({ find, ...rest }: Edit): Mutant => {
  const { file } = rest;
  const text = readFileSync(join(root, file), "utf8");
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold once: ${find}`);
  const start = text.indexOf(find);
  return { ...rest, start, end: start + find.length };
};

/** Guards that are no condition, each by a text that stands once in its file; `npm test` kills these too. */
export const guards = (): readonly Mutant[] => edits.map(mutantOf);

/** These, and all that the sources give. */
export const allMutants = (): readonly Mutant[] => [
  ...guards(),
  ...transitions.flatMap((file) => mutantsIn(file, [ofChange, ofHelper])),
  ...mutantsIn(table, [ofRow]),
  ...Object.entries(conditional).flatMap(([file, places]) => mutantsIn(file, [ofCondition], places)),
];
