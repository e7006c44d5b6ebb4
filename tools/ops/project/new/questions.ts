import { relative, resolve } from "node:path";
import * as E from "fp-ts/Either";
import { Channel, channels } from "../../../../runtime/request/request";
import { WrongUsage } from "../../cli/arguments";
import { askFor, type Terminal } from "../../cli/terminal";
import { fieldFault } from "../../stack-file/config-faults";
import type { ProjectArguments } from "../project-options";
import type { ChannelDraft, Instructions, ProjectDraft } from "./new-entry";

type ChannelValues = ProjectArguments["values"];

const readChannels = (text: string): E.Either<string, readonly Channel[]> => {
  const named = text.split(/[\s,]+/).filter((name) => name !== "");
  return named.length > 0 && named.every(Channel.is)
    ? E.right(channels.filter((channel) => named.includes(channel)))
    : E.left(`must name one or more of ${channels.join(", ")}`);
};

export const askChannels = (terminal: Terminal, { channel }: ChannelValues): Promise<readonly Channel[]> =>
  askFor(terminal, {
    option: "channel",
    given: channel?.join(","),
    question: "Channels (whatsapp, sms, email)",
    read: readChannels,
  });

const PREFIXED = /^(whatsapp|sms|email)=(.*)$/;

/** `--sender CHANNEL=SENDER`; the channel may be left out where there is only one. */
const givenSenders = (senders: readonly string[], used: readonly Channel[]): ReadonlyMap<string, string> => {
  const named = senders.map((text): readonly [string, string] => {
    const [, channel, sender] = PREFIXED.exec(text) ?? [];
    if (channel !== undefined && sender !== undefined) return [channel, sender];
    const [only, another] = used;
    if (only === undefined || another !== undefined) {
      throw new WrongUsage(`--sender ${text}: expected CHANNEL=SENDER, for example sms=+447400000001`);
    }
    return [only, text];
  });
  const strange = named.find(([channel]) => !used.some((one) => one === channel));
  if (strange !== undefined) throw new WrongUsage(`--sender ${strange[0]}=…: ${strange[0]} is not among the channels`);
  return new Map(named);
};

/** A sender for every channel. */
export const askSenders = async (
  terminal: Terminal,
  { sender = [] }: ChannelValues,
  used: readonly Channel[],
  folder: string,
): Promise<ReadonlyMap<Channel, string>> => {
  const given = givenSenders(sender, used);
  const senders = new Map<Channel, string>();
  for (const channel of used) {
    const answer = await askFor(terminal, {
      option: `sender ${channel}=`,
      given: given.get(channel),
      question: channel === "email" ? "Sender's address for email" : `Sender's number for ${channel} (+44…)`,
      read: (text) => {
        const fault = fieldFault(folder, ["channels", channel, "sender"], text);
        return fault === undefined ? E.right(text) : E.left(fault);
      },
    });
    senders.set(channel, answer);
  }
  return senders;
};

type AssistantValues = ProjectArguments["values"];
type Assistant = ChannelDraft["assistant"];

const DEFAULT_MODEL = "gpt-6-luna";

const checked = <A>(folder: string, field: keyof Assistant, value: A): E.Either<string, A> => {
  const fault = fieldFault(folder, ["channels", "sms", "assistant", field], value);
  return fault === undefined ? E.right(value) : E.left(fault);
};

/** A file is named from where the command is typed, and written as the program finds it. */
const fileOf = (folder: string, path: string): Instructions => ({ file: relative(folder, resolve(path)) });

const askInstructions = (terminal: Terminal, values: AssistantValues, folder: string): Promise<Instructions> => {
  const { instructions, "instructions-file": file } = values;
  if (instructions !== undefined && file !== undefined) {
    throw new WrongUsage("--instructions and --instructions-file: give one of them");
  }
  return askFor<Instructions>(terminal, {
    option: file === undefined ? "instructions" : "instructions-file",
    given: instructions ?? (file === undefined ? undefined : `@${file}`),
    question: "Instructions to the assistant (text, or @FILE)",
    read: (text) =>
      checked(
        folder,
        "instructions",
        text.startsWith("@") && text !== instructions ? fileOf(folder, text.slice(1)) : text,
      ),
  });
};

const readVariable = (text: string): E.Either<string, readonly [string, string]> => {
  const [, name, meaning] = /^([^=\s]+)\s*=\s*(\S.*)$/s.exec(text.trim()) ?? [];
  return name === undefined || meaning === undefined
    ? E.left(`must be NAME=MEANING, for example 1=the recipient's first name`)
    : E.right([name, meaning]);
};

const askVariables = async (
  terminal: Terminal,
  { variable }: AssistantValues,
): Promise<Assistant["content_variables"]> => {
  if (variable !== undefined || !terminal.isInteractive) {
    const given = variable ?? [undefined];
    const read = given.map((text) =>
      askFor(terminal, { option: "variable", given: text, question: "", read: readVariable }),
    );
    return Object.fromEntries(await Promise.all(read));
  }
  const variables = new Map<string, string>();
  for (;;) {
    const next = await askFor(terminal, {
      option: "variable",
      given: undefined,
      question: `Template variable, NAME=MEANING${variables.size === 0 ? "" : " (Enter ends)"}`,
      ...(variables.size === 0 ? {} : { fallback: "" }),
      read: (text) => (text === "" ? E.right(undefined) : readVariable(text)),
    });
    if (next === undefined && variables.size > 0) return Object.fromEntries(variables);
    if (next !== undefined) variables.set(...next);
  }
};

/** Who writes: the same assistant for every channel of the new project. */
export const askAssistant = async (
  terminal: Terminal,
  values: AssistantValues,
  folder: string,
): Promise<Assistant> => ({
  model: await askFor(terminal, {
    option: "model",
    given: values.model,
    question: "Model",
    fallback: DEFAULT_MODEL,
    read: (text) => checked(folder, "model", text),
  }),
  instructions: await askInstructions(terminal, values, folder),
  content_variables: await askVariables(terminal, values),
});

type LimitValues = ProjectArguments["values"];
type Limits = Pick<ProjectDraft, "usage_tier" | "rate_limits">;

const per = ["requests_per_minute", "requests_per_day"] as const;

const tierOf = (tier: string, folder: string): Limits => {
  const fault = fieldFault(folder, ["usage_tier"], tier);
  if (fault !== undefined) throw new WrongUsage(`--tier ${fault}`);
  return { usage_tier: tier };
};

const optionOf = (limit: (typeof per)[number]) =>
  limit === "requests_per_minute" ? "requests-per-minute" : "requests-per-day";

const readLimit =
  (folder: string, limit: string) =>
  (text: string): E.Either<string, number | undefined> => {
    if (text === "") return E.right(undefined);
    const fault = fieldFault(folder, ["rate_limits", limit], /^\d+$/.test(text) ? Number(text) : text);
    return fault === undefined ? E.right(Number(text)) : E.left(fault);
  };

/** The plan of a tier, or limits of the project's own. */
export const askLimits = async (terminal: Terminal, values: LimitValues, folder: string): Promise<Limits> => {
  const isLimited = per.some((limit) => values[optionOf(limit)] !== undefined);
  if (values.tier !== undefined && isLimited) {
    throw new WrongUsage("--tier and limits of the project's own: give one of them");
  }
  if (values.tier !== undefined) return tierOf(values.tier, folder);
  const limits = new Map<string, number>();
  for (const limit of per) {
    const value = await askFor(terminal, {
      option: optionOf(limit),
      given: values[optionOf(limit)],
      question: limit.replaceAll("_", " "),
      fallback: "",
      read: readLimit(folder, limit),
    });
    if (value !== undefined) limits.set(limit, value);
  }
  return limits.size === 0 ? {} : { rate_limits: Object.fromEntries(limits) };
};
