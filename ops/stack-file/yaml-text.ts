import { Document, isScalar, visit } from "yaml";

const LINE_WIDTH = 110;

const documentOf = (value: unknown, everythingFlows: boolean): Document => {
  // The Pulumi CLI reads YAML 1.1's plain dates and such as something else than text: what could be one is quoted.
  const document = new Document(value, { schema: "yaml-1.1", aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_, node) => {
      node.flow =
        everythingFlows || ("add" in node && node.items.length > 0 && node.items.every((item) => isScalar(item)));
    },
  });
  return document;
};

/** YAML over several lines, each indented by `column` spaces; lists of plain values in brackets. */
export const blockText = (value: unknown, column: number): string =>
  documentOf(value, false)
    .toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: false })
    .replace(/^(?=[^\n])/gm, " ".repeat(column));

/** YAML on one line, lists in brackets and mappings in braces. */
export const flowText = (value: unknown): string =>
  documentOf(value, true)
    .toString({ lineWidth: 0, flowCollectionPadding: !Array.isArray(value) })
    .trimEnd();
