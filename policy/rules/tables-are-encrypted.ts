import { resourceRule } from "../resource-rule";
import { TABLE } from "../types";
import { recordOf } from "../values";

export const tablesAreEncrypted = resourceRule({
  name: "tables-are-encrypted",
  description: "Tables are encrypted with a key of the account",
  types: [TABLE],
  faults: ({ props }) => (recordOf(props.serverSideEncryption).enabled === true ? [] : ["is not encrypted"]),
});
