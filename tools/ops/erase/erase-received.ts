import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import type { JsonObject } from "../../../runtime/codec/json";
import { addressHash, anonymousConsent, type Consent, consentKeyAt } from "../../../runtime/conversation/consent";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import { formsOf } from "../../../runtime/request/forms-of-address";
import type { ProjectIds } from "../../../runtime/request/request";
import { NotDone } from "../../command-line";
import type { OpsEnv } from "../connect/ops-env";

/** What a person wrote, the files that came with it, and what says whether they may be written to. */
export type Belongings = {
  readonly received: readonly JsonObject[];
  readonly files: readonly string[];
  /** Opt-outs, or their ends, that still say whose they are. */
  readonly consents: readonly Consent[];
};

/** A person's addresses, and the company and project that they are erased for; all of them, where none is named. */
type Whose = {
  readonly recipients: readonly string[];
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
};

const keyOf = ({ primary_channel, conversation_id }: JsonObject): ConversationKey => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

type ReadEnv = Pick<OpsEnv, "lookups" | "consent" | "files">;

/** A conversation's id begins with its company and project; of what is nobody's only the company is known. */
const projectOf = ({ conversation }: JsonObject): string | undefined => String(conversation ?? "").split("#")[1];

export const isNothing = ({ received, files, consents }: Belongings): boolean =>
  received.length + files.length + consents.length === 0;

export const isReceived = ({ kind }: JsonObject): boolean => kind === "received";

const isOfTenant =
  ({ companyId, projectId }: Whose) =>
  (item: JsonObject): boolean =>
    (companyId === undefined || item.company_id === companyId) &&
    (projectId === undefined || projectOf(item) === projectId);

const receivedOf = async (
  { lookups }: ReadEnv,
  request: Whose,
  elsewhere: readonly JsonObject[],
): Promise<readonly JsonObject[]> => {
  const found = await Promise.all(request.recipients.flatMap(formsOf).map(lookups.receivedFrom));
  const named = [...elsewhere, ...found.flat()].map(
    (item) => [`${item.primary_channel} ${item.conversation_id}`, item] as const,
  );
  return [...new Map(named).values()].filter(isOfTenant(request));
};

/** Of what came with a person's mail to a project (`runtime/inbound`); mail alone brings files. */
const folderOf = ({ company_id, project_id }: ProjectIds, hash: string): string =>
  `${company_id}/${project_id}/email/${hash}/`;

type Hashed = { readonly company: string; readonly hash: string };

/** What stands for the person's addresses in the keys of consent items, and in the names of the files' folders. */
const hashesOf = async (
  { consent, lookups }: ReadEnv,
  { recipients, companyId }: Whose,
): Promise<readonly Hashed[]> => {
  const key = await consent.secrets.get(consent.settings.consentKeyName)();
  if (E.isLeft(key)) throw new NotDone(`the key of the consent items cannot be read: ${key.left.reason}`);
  const companies =
    companyId === undefined ? (await lookups.projects()).map(({ company_id }) => company_id) : [companyId];
  return [...new Set(companies)].flatMap((company) =>
    [...new Set(recipients.flatMap(formsOf).map((address) => addressHash(key.right, company, address)))].map(
      (hash) => ({
        company,
        hash,
      }),
    ),
  );
};

/** Whether a company may write to somebody is no matter of one project. */
const consentsOf = async (
  { consent }: ReadEnv,
  { projectId }: Whose,
  hashes: readonly Hashed[],
): Promise<readonly Consent[]> => {
  if (projectId !== undefined) return [];
  const read = await Promise.all(
    hashes.map(({ company, hash }) => consent.consents.read(consentKeyAt(company, hash))()),
  );
  return read.flatMap((found) => {
    if (E.isLeft(found)) throw new NotDone("the consent items cannot be read");
    return O.isSome(found.right) && found.right.value.address !== undefined ? [found.right.value] : [];
  });
};

const filesOf = async (
  { files, lookups }: ReadEnv,
  { projectId }: Whose,
  hashes: readonly Hashed[],
): Promise<readonly string[]> => {
  const projects = (await lookups.projects()).filter(({ project_id }) => (projectId ?? project_id) === project_id);
  const folders = hashes.flatMap(({ company, hash }) =>
    projects.filter(({ company_id }) => company_id === company).map((project) => folderOf(project, hash)),
  );
  return (await Promise.all(folders.map(files.below))).flat();
};

/** Under what address it came: a person may answer from another one than was written to, and its files are told by that. */
const filesIn = ({ media }: JsonObject): readonly string[] =>
  (Array.isArray(media) ? media : []).flatMap(({ key }: JsonObject) => (typeof key === "string" ? [key] : []));

/** What belongs to conversations that are erased, which may be with an address that nobody has named. */
const besides = async ({ lookups }: ReadEnv, records: readonly JsonObject[]): Promise<readonly JsonObject[]> => {
  const ids = records.map(({ conversation_id }) => conversation_id);
  const addresses = [...new Set(records.map(({ primary_channel }) => String(primary_channel)))];
  const found = await Promise.all(addresses.map(lookups.receivedFrom));
  return found.flat().filter(({ conversation }) => ids.includes(conversation));
};

/** Finds it; `elsewhere` is what they wrote that stands under other addresses. */
export const findBelongings = async (
  env: ReadEnv,
  request: Whose,
  records: readonly JsonObject[],
  elsewhere: readonly JsonObject[],
): Promise<Belongings> => {
  const hashes = await hashesOf(env, request);
  const [received, consents, below] = await Promise.all([
    receivedOf(env, request, [...elsewhere, ...(await besides(env, records))]),
    consentsOf(env, request, hashes),
    filesOf(env, request, hashes),
  ]);
  return { received, consents, files: [...new Set([...below, ...received.flatMap(filesIn)])] };
};

/** Seconds within which a message may come once more: by its queue, or by its carrier's list. */
const SETTLED_SECONDS = 900;

/** Why a received message cannot be erased now, if it cannot. */
export const justCame = ({ received_at }: JsonObject, now: Date): string | undefined =>
  now.getTime() - Date.parse(String(received_at)) < SETTLED_SECONDS * 1000
    ? `it came at ${received_at}, and may come once more`
    : undefined;

/** Writes that come in between are few. */
const MOST_TRIES = 5;

/** Takes out who it was; what they said of being written to stays in force. */
const forget = async (env: OpsEnv, consent: Consent, left = MOST_TRIES): Promise<void> => {
  const { consents } = env.consent;
  const changed = await consents.change(consent, anonymousConsent(consent, env.clock.now()))();
  if (E.isRight(changed)) return;
  const read = await consents.read(consent)();
  if (left === 1 || E.isLeft(read)) throw new NotDone("a consent item cannot be written: run the command again");
  if (O.isSome(read.right)) await forget(env, read.right.value, left - 1);
};

/** Can be killed anywhere and repeated: each of these is whole or gone. */
export const eraseBelongings = async (env: OpsEnv, { received, files, consents }: Belongings): Promise<void> => {
  await env.files.remove(files);
  for (const message of received) await env.lookups.removeReceived(keyOf(message));
  for (const consent of consents) await forget(env, consent);
};
