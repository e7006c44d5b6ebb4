import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import { formsOf } from "../../../runtime/request/forms-of-address";
import { Identifier, type ProjectIds } from "../../../runtime/request/request";
import { WrongUsage, wholeNumber } from "../../command-line";
import { answered, notDone, type OnStack } from "../cli/answer";
import { table } from "../cli/terminal";
import type { OpsEnv } from "../connect/ops-env";
import { diagnosisOf } from "./diagnosis";
import { findConversation, othersOf } from "./find-conversation";
import { isOneOf, storedAddress } from "./forms-of-address";
import { maskedAddress } from "./show";

/** What is looked for; all that is given must hold. */
type Wanted = {
  readonly request?: string | undefined;
  readonly recipient?: string | undefined;
  /** Only under the recipient's address itself. */
  readonly quick: boolean;
  readonly company?: string | undefined;
  readonly project?: string | undefined;
  readonly status?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
};

const acceptedAt = ({ accepted_at, created_at }: JsonObject): string => String(accepted_at ?? created_at);

const isWanted =
  ({ company, project, status, since = "", until = "~" }: Wanted) =>
  (record: JsonObject): boolean =>
    (company === undefined || record.company_id === company) &&
    (project === undefined || record.project_id === project) &&
    [record.send_state, record.conversation_status, record.delivery_status, undefined].includes(status) &&
    acceptedAt(record) >= since &&
    acceptedAt(record) <= until;

/** A project's, or those of every project that the ids name. */
const ofProjects = async (
  { lookups }: OpsEnv,
  wanted: Wanted,
  isMeant: (record: JsonObject) => boolean = isWanted(wanted),
): Promise<readonly JsonObject[]> => {
  const isNamed = ({ company_id, project_id }: ProjectIds): boolean =>
    (wanted.company ?? company_id) === company_id && (wanted.project ?? project_id) === project_id;
  const found: JsonObject[] = [];
  for (const project of (await lookups.projects()).filter(isNamed))
    found.push(...(await lookups.ofProject(project, isMeant)).items);
  return found;
};

/** What was sent to the address, and what names it beside that of another channel. */
const ofPerson = async (env: OpsEnv, wanted: Wanted, address: string): Promise<readonly JsonObject[]> => {
  const forms = formsOf(address);
  const own = (await Promise.all(forms.map(env.lookups.ofRecipient))).flat();
  if (wanted.quick) return own;
  const isPerson = isOneOf([address]);
  const isElsewhere = ({ primary_channel, recipient_tel, recipient_email }: JsonObject): boolean =>
    !forms.includes(String(primary_channel)) && [recipient_tel, recipient_email].some(isPerson);
  return [...own, ...(await ofProjects(env, wanted, isElsewhere))];
};

/** The records, the latest first; by the cheapest reading that what is given allows. */
const findRecords = async (env: OpsEnv, wanted: Wanted): Promise<E.Either<string, readonly JsonObject[]>> => {
  const { request, recipient } = wanted;
  const latest = (records: readonly JsonObject[]): readonly JsonObject[] =>
    records.filter(isWanted(wanted)).toSorted((one, other) => acceptedAt(other).localeCompare(acceptedAt(one)));
  if (request !== undefined) {
    const found = await findConversation(env, request);
    if (E.isLeft(found)) return E.left(found.left.why);
    return E.right(latest([found.right.record, ...(await othersOf(env, found.right.record))]));
  }
  if (recipient === undefined) return E.right(latest(await ofProjects(env, wanted)));
  return E.right(latest(await ofPerson(env, wanted, recipient)));
};

const rowOf = (record: JsonObject, now: Date) => ({
  accepted_at: acceptedAt(record),
  channel: String(record.channel_method),
  recipient: maskedAddress(String(record.primary_channel)),
  send_state: String(record.send_state),
  delivery: typeof record.delivery_status === "string" ? record.delivery_status : "-",
  conversation_id: String(record.conversation_id),
  why: diagnosisOf(record, now).why,
});

const header = ["ACCEPTED (UTC)", "CHANNEL", "RECIPIENT", "STATE", "DELIVERY", "CONVERSATION", "WHY"];

const cellsOf = ({ accepted_at, ...row }: ReturnType<typeof rowOf>): readonly string[] => [
  accepted_at.slice(0, 19).replace("T", " "),
  ...Object.values(row),
];

const UNITS: Readonly<Record<string, number>> = { min: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time of ISO 8601, UTC where it does not say, or how long ago: 90min, 2h, 3d. */
const timeOf = (given: string): string => {
  const [, count, unit = ""] = /^(\d{1,5})(min|h|d)$/.exec(given) ?? [];
  const isDated = /^\d{4}-\d\d-\d\d/.test(given);
  const isZoned = /(Z|[+-]\d\d:\d\d)$/.test(given) || given.length === 10;
  const at =
    count === undefined ? Date.parse(isZoned ? given : `${given}Z`) : Date.now() - Number(count) * (UNITS[unit] ?? 0);
  if ((count !== undefined || isDated) && !Number.isNaN(at)) return new Date(at).toISOString();
  throw new InvalidArgumentError("Expected a time such as 2026-11-20, 2026-11-20T11:45 (UTC), 90min, 2h or 3d.");
};

const addressOf = (given: string): string => {
  const stored = storedAddress(given);
  if (E.isLeft(stored)) throw new WrongUsage(`--recipient: ${stored.left}`);
  return stored.right;
};

const idOf = (given: string): string => {
  if (E.isRight(Identifier.decode(given))) return given;
  throw new InvalidArgumentError("Not an id.");
};

const MOST_ROWS = 50;

/** `find`: the conversations that somebody asks about, by whatever is known of them. */
export const findCommand = (onStack: OnStack) =>
  new Command("find")
    .description(
      "finds conversations by request, recipient, project, status and time, the latest first; addresses are masked",
    )
    .option("--request <id>", "the request's id")
    .option(
      "--recipient <address>",
      "a telephone number (such as +447400123456) or an email address, sent to or named beside another channel's",
      addressOf,
    )
    .option("--quick", "of a recipient, only what was sent to the address itself: one query", false)
    .option("--company <id>", "the company's id", idOf)
    .option("--project <id>", "the project's id", idOf)
    .option(
      "--status <word>",
      "sent, failed, uncertain …, a conversation_status, or a delivery: delivered, read, undelivered …",
    )
    .option("--since <time>", "accepted then or later: 2026-11-20, 2026-11-20T11:45 (UTC), 90min, 2h, 3d", timeOf)
    .option("--until <time>", "accepted then or before", timeOf)
    .option("--limit <n>", "shows at most N rows", wholeNumber(1), MOST_ROWS)
    .addHelpText(
      "after",
      "\nA request is one read for each project. Else all records of the named projects are read, but for a recipient with --quick.",
    )
    .action(({ limit, ...wanted }) => {
      const { quick, ...known } = wanted;
      if (Object.keys(known).length === 0)
        throw new WrongUsage("find what? --request, --recipient, --company, --project, --status, --since or --until");
      return onStack(async (env, { columns }) => {
        const found = await findRecords(env, wanted);
        if (E.isLeft(found)) return notDone(found.left);
        const rows = found.right.map((record) => rowOf(record, env.clock.now()));
        const shown = rows.slice(0, limit);
        const more = rows.length > limit ? [`… and ${rows.length - limit} more; --limit shows more rows.`] : [];
        const text =
          rows.length === 0
            ? `Nothing of that in ${env.stack}.`
            : [table(header, shown.map(cellsOf), columns), ...more].join("\n");
        return answered(text, { stack: env.stack, found: rows.length, conversations: shown });
      });
    });
