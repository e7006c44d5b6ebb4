import * as E from "fp-ts/Either";
import { parsedJson } from "../../../infra/config/plain-types";
import { limits, type ProjectConfig, secretsOf } from "../../../infra/config/project-config";
import { isJsonObject } from "../../../runtime/codec/json";
import { defaultLimits } from "../../../runtime/company/company";
import { keyAndValue, repeated } from "../../command-line";
import { type Answer, answered, notDone } from "../cli/answer";
import { agreed } from "../cli/terminal";
import { newFaults } from "../stack-file/config-faults";
import { removeIn, setIn } from "../stack-file/set-in";
import { listedProjects, namedProject, projectName, withText, writeStackFile } from "../stack-file/stack-file";
import { answerWritten, UP, type UpOptions, YES } from "./bring-into-effect";
import { type AtDesk, chosenProject, commandForProject, type Desk, typedUp } from "./project-command";

/** A field of an entry, `channels.sms.sender` for example, and what it is to be; nothing takes it out. */
type Change = { readonly field: string; readonly value: unknown };

/** What holds where an entry sets nothing; the other limits hold only where they are set. */
const byDefault: Readonly<Record<string, number>> = {
  messages_per_day: defaultLimits.messagesPerDay,
  messages_per_recipient_per_day: defaultLimits.messagesPerRecipientPerDay,
  assistant_calls_per_conversation: defaultLimits.assistantCallsPerConversation,
  assistant_tokens_per_conversation: defaultLimits.assistantTokensPerConversation,
  max_text_length: defaultLimits.text,
  max_list_length: defaultLimits.list,
  max_data_bytes: defaultLimits.bytes,
};

const valueAt = (data: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), data);

const shown = (field: string, value: unknown): string => {
  if (value !== undefined) return JSON.stringify(value);
  const usual = byDefault[field.replace(/^rate_limits\./, "")];
  return usual === undefined ? "none" : `${usual} (default)`;
};

const nextText =
  ({ named }: Desk) =>
  (isInEffect: boolean): string =>
    isInEffect ? "It is in effect." : `Next:\n  ${typedUp(named)}`;

/** Writes changes of one entry, of which each is accepted by the program, and what they were before. */
const change = (desk: Desk, name: string, changes: readonly Change[], up: UpOptions): Promise<Answer> | Answer => {
  const { file } = desk;
  const { index, project } = namedProject(file, name);
  const place = ["config", file.fullKey("projects"), index] as const;
  const all = [...changes, { field: "updated_at", value: new Date().toISOString() }];
  // What goes is taken out last, so that nothing stands empty in between.
  const text = [
    ...all.filter(({ value }) => value !== undefined),
    ...changes.filter(({ value }) => value === undefined),
  ].reduce(
    (so, { field, value }) =>
      value === undefined
        ? removeIn(so, [...place, ...field.split(".")])
        : setIn(so, [...place, ...field.split(".")], value),
    file.text,
  );
  const faults = newFaults(file, withText(file, text));
  if (faults.length > 0) return notDone(`nothing was changed, for the program would refuse it: ${faults.join("; ")}`);
  writeStackFile(file, text);
  const before = listedProjects(file)[index];
  const rows = changes.map(
    ({ field, value }) => `  ${field}: ${shown(field, valueAt(before, field.split(".")))} => ${shown(field, value)}`,
  );
  const saved = [`${projectName(project)} in ${file.name}:`, ...rows, "  updated_at is now"].join("\n");
  return answerWritten(desk, up, saved, nextText(desk), { project: projectName(project), changes });
};

/** `edit`: fields of a project's entry. */
export const editCommand = (atDesk: AtDesk) =>
  commandForProject("edit", "changes fields of a project's entry; comments and order of the file stay")
    .option(
      "--set <field=value>",
      "channels.sms.sender=+44…, for example; structures as JSON; repeatable",
      keyAndValue("--set"),
      {},
    )
    .option("--unset <field>", "takes an optional field out; repeatable", repeated)
    .option("--up", UP)
    .option("--yes", YES)
    .addHelpText(
      "after",
      "\nWithout --set and --unset only updated_at is written, so that the next up puts the record anew.",
    )
    .action((behind, { project, set, unset = [], ...up }) => {
      const name = chosenProject("edit", behind, project);
      const changes = [
        ...Object.entries(set).map(([field, text]) => ({ field, value: parsedJson(text) })),
        ...unset.map((field) => ({ field, value: undefined })),
      ];
      return atDesk(async (desk) => change(desk, name, changes, up));
    });

/** `limits`: what a project may spend and send, shown or changed. */
export const limitsCommand = (atDesk: AtDesk) =>
  commandForProject("limits", "shows a project's limits, or changes those that are given")
    .option("--set <limit=n>", "requests_per_day=500, or =none takes it out; repeatable", keyAndValue("--set"), {})
    .option("--up", UP)
    .option("--yes", YES)
    .addHelpText("after", `\nLimits: ${Object.keys(limits).join(", ")}`)
    .action((behind, { project: option, set, ...up }) => {
      const name = chosenProject("limits", behind, option);
      const changes = Object.entries(set).map(([limit, text]) => ({
        field: `rate_limits.${limit}`,
        value: text === "none" ? undefined : parsedJson(text),
      }));
      return atDesk(async (desk) => {
        if (changes.length > 0) return change(desk, name, changes, up);
        const { project } = namedProject(desk.file, name);
        const { usage_tier, rate_limits = {} } = project;
        const rows = Object.entries({ usage_tier, ...rate_limits }).filter(([, value]) => value !== undefined);
        const usual = Object.keys(byDefault).filter((limit) => !(limit in rate_limits));
        const text = [
          `${projectName(project)}:`,
          ...rows.map(([limit, value]) => `${limit}: ${value}`),
          ...usual.map((limit) => `${limit}: ${shown(limit, undefined)}`),
        ].join("\n  ");
        const by_default = Object.fromEntries(usual.map((limit) => [limit, byDefault[limit]]));
        return answered(text, { project: projectName(project), usage_tier, rate_limits, by_default });
      });
    });

/** A carrier that goes on posting to an address of a project that is gone loses what people write, a STOP among it. */
const stillWritten = ({ channels }: ProjectConfig): string => {
  const real = Object.entries(channels).filter(([, setup]) => setup?.simulate !== true);
  if (real.length === 0) return "";
  return ` What people write to its senders (${real.map(([channel]) => channel).join(", ")}) is refused from then on, a STOP among it: first take its addresses (output inboundAddresses) out at Twilio and SendGrid.`;
};

/** `remove`: a project's entry, and the values of its secrets. */
export const removeCommand = (atDesk: AtDesk) =>
  commandForProject("remove", "takes a project out of the config; its conversations stay")
    .option("--up", UP)
    .option("--yes", "does not ask, and with --up does not let Pulumi ask")
    .action((behind, { project: option, ...up }) => {
      const name = chosenProject("remove", behind, option);
      return atDesk(async (desk) => {
        const { file, named, terminal } = desk;
        const { index, project } = namedProject(file, name);
        const full = projectName(project);
        const question = `${full} of ${named.stack}: with the next up its API keys, its limits, its record and its secrets go; what is queued for it ends in the dead letters. Its conversations stay.${stillWritten(project)}\nType yes to go on: `;
        const agreement = await agreed(terminal, up.yes === true, question);
        if (E.isLeft(agreement)) return notDone(agreement.left);
        const held = isJsonObject(file.values.secretValues) ? file.values.secretValues : {};
        const text = secretsOf(project)
          .filter((key) => key in held)
          .reduce(
            (so, key) => removeIn(so, ["config", file.fullKey("secretValues"), key]),
            removeIn(file.text, ["config", file.fullKey("projects"), index]),
          );
        writeStackFile(file, text);
        return answerWritten(desk, { ...up, allowRemoval: true }, `${full} is out of ${file.name}.`, nextText(desk), {
          project: full,
        });
      });
    });
