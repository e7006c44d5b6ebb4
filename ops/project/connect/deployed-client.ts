import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { decodeOr } from "../../../runtime/codec/decode-or";
import { IssuedKey } from "./issued-key";
import { pulumiJson } from "./pulumi";
import type { StackInEffect } from "./stack-in-effect";

const Outputs = t.type({ apiUrl: t.string, apiKeys: t.readonlyArray(IssuedKey) });

/** A deployed stack's address and keys, from Pulumi's state. */
export const deployedClient =
  (folder: string, stack: string): StackInEffect["client"] =>
  async () => {
    const outputs = await pulumiJson(folder, ["stack", "output", "--stack", stack, "--json", "--show-secrets"]);
    const decoded = decodeOr(Outputs, (places) => places)(outputs);
    if (E.isLeft(decoded)) throw new Error(`the outputs of the stack ${stack} lack something: ${decoded.left}`);
    return decoded.right;
  };
