import * as E from "fp-ts/Either";
import { decodeOr } from "../../runtime/codec/decode-or";
import type { JsonObject } from "../../runtime/codec/json-object";
import { guardKeyOf, RequestGuard } from "../../runtime/conversation/request-guard";
import { buriedGuard, buryGuard, type Erasure } from "../../runtime/conversation/tombstone";
import { readRecord } from "../lookup/read-record";
import type { OpsEnv } from "../ops-env";

export type Burial = { readonly recipient: string; readonly tombstone: string; readonly erasure: Erasure };

const decoded = (item: JsonObject): RequestGuard => {
  const guard = decodeOr(RequestGuard, (places) => places)(item);
  if (E.isLeft(guard)) throw new Error(`the request's guard cannot be read: ${guard.left}`);
  return guard.right;
};

/** Puts the tombstone into a guard that names the recipient; another's, and one that has it, stay as they are. */
export const buryFoundGuard = async (env: OpsEnv, item: JsonObject, burial: Burial): Promise<void> => {
  const guard = decoded(item);
  if (guard.erased_at !== undefined || guard.winner.primary_channel !== burial.recipient) return;
  const change = buryGuard(guard, burial.tombstone, burial.erasure);
  if (E.isLeft(await env.conversations.change(guard, change)()))
    throw new Error("the request's guard cannot be changed");
};

/** Puts the tombstone into the guard of a record's request, or puts one there where an older version made none. */
export const buryRequest = async (env: OpsEnv, record: JsonObject, burial: Burial): Promise<void> => {
  const { company_id, project_id, request_id } = record;
  if (typeof company_id !== "string" || typeof project_id !== "string" || typeof request_id !== "string") return;
  const key = guardKeyOf(company_id, project_id, request_id);
  const found = await readRecord(env, key);
  if (found !== undefined) return buryFoundGuard(env, found, burial);
  const put = await env.conversations.putNew(buriedGuard(key, record, burial.tombstone, burial.erasure))();
  if (E.isLeft(put)) throw new Error("the conversations table cannot be written");
  if (put.right === "exists") throw new Error("its request has just been taken up again");
};
