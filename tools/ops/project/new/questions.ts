import { relative, resolve } from "node:path";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { Channel, channels } from "../../../../runtime/request/request";
import { WrongUsage } from "../../../command-line";
import { askFor, type Terminal } from "../../cli/terminal";
import { acceptedIn } from "../../stack-file/config-faults";
import { modelFinding, shutdownOf } from "../check/models";
import { DEFAULT_MODEL, type Instructions, type NewChannel, type NewEntry, type NewOptions } from "./new-entry";

/** What was said on the command line, and who can be asked for the rest; `folder` is the program's. */
export type Asking = { readonly terminal: Terminal; readonly options: NewOptions; readonly folder: string };

const readChannels = (text: string): E.Either<string, readonly Channel[]> => {
  const named = text.split(/[\s,]+/).filter((name) => name !== "");
  return named.length > 0 && named.every(Channel.is)
    ? E.right(channels.filter((channel) => named.includes(channel)))
    : E.left(`must name one or more of ${channels.join(", ")}`);
};

export const askChannels = ({ terminal, options: { channel } }: Asking): Promise<readonly Channel[]> =>
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
  { terminal, options, folder }: Asking,
  used: readonly Channel[],
): Promise<ReadonlyMap<Channel, string>> => {
  const given = givenSenders(options.sender ?? [], used);
  const senders = new Map<Channel, string>();
  for (const channel of used) {
    const answer = await askFor(terminal, {
      option: `sender ${channel}=`,
      given: given.get(channel),
      question: channel === "email" ? "Sender's address for email" : `Sender's number for ${channel} (+44…)`,
      read: acceptedIn(folder, ["channels", channel, "sender"]),
    });
    senders.set(channel, answer);
  }
  return senders;
};

type Assistant = NewChannel["assistant"];

const acceptedOf = (folder: string, field: keyof Assistant) =>
  acceptedIn(folder, ["channels", "sms", "assistant", field]);

/** A file is named from where the command is typed, and written as the program finds it. */
const fileOf = (folder: string, path: string): Instructions => ({ file: relative(folder, resolve(path)) });

const askInstructions = ({ terminal, options, folder }: Asking): Promise<Instructions> => {
  const { instructions, instructionsFile: file } = options;
  return askFor<Instructions>(terminal, {
    option: file === undefined ? "instructions" : "instructions-file",
    given: instructions ?? (file === undefined ? undefined : `@${file}`),
    question: "Instructions to the assistant (text, or @FILE)",
    read: (text) =>
      acceptedOf(
        folder,
        "instructions",
      )<Instructions>(text.startsWith("@") && text !== instructions ? fileOf(folder, text.slice(1)) : text),
  });
};

const readVariable = (text: string): E.Either<string, readonly [string, string]> => {
  const [, name, meaning] = /^([^=\s]+)\s*=\s*(\S.*)$/s.exec(text.trim()) ?? [];
  return name === undefined || meaning === undefined
    ? E.left(`must be NAME=MEANING, for example 1=the recipient's first name`)
    : E.right([name, meaning]);
};

const askVariables = async ({ terminal, options: { variable } }: Asking): Promise<Assistant["content_variables"]> => {
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

const fromOption = <A>(option: string, value: E.Either<string, A>): A => {
  if (E.isLeft(value)) throw new WrongUsage(`--${option} ${value.left}`);
  return value.right;
};

/** What has the form of a model's name, and is not switched off. */
const readModel = (folder: string, text: string): E.Either<string, string> =>
  pipe(
    acceptedOf(folder, "model")(text),
    E.filterOrElse(
      (model) => modelFinding(model, shutdownOf(model), new Date()).verdict !== "wrong",
      (model) => `${model}: OpenAI has switched it off on ${shutdownOf(model)}`,
    ),
  );

/** Who writes: the same assistant for every channel of the new project. */
export const askAssistant = async (asking: Asking): Promise<Assistant> => ({
  model: fromOption("model", readModel(asking.folder, asking.options.model ?? DEFAULT_MODEL)),
  instructions: await askInstructions(asking),
  content_variables: await askVariables(asking),
});

type Limits = Pick<NewEntry, "usage_tier" | "rate_limits">;

const readLimit = (folder: string, limit: string, text: string): E.Either<string, number> =>
  E.map(Number)(acceptedIn(folder, ["rate_limits", limit])(/^\d+$/.test(text) ? Number(text) : text));

/** The plan of a tier, or limits of the project's own; none where none is named. */
export const givenLimits = ({ options, folder }: Asking): Limits => {
  const { tier, requestsPerMinute, requestsPerDay } = options;
  if (tier !== undefined) return { usage_tier: fromOption("tier", acceptedIn(folder, ["usage_tier"])(tier)) };
  const limits = Object.entries({ minute: requestsPerMinute, day: requestsPerDay }).flatMap(([period, given]) =>
    given === undefined
      ? []
      : [
          [
            `requests_per_${period}`,
            fromOption(`requests-per-${period}`, readLimit(folder, `requests_per_${period}`, given)),
          ] as const,
        ],
  );
  return limits.length === 0 ? {} : { rate_limits: Object.fromEntries(limits) };
};

/** Where the project's events are posted to, if it is told them. */
export const givenWebhook = ({ options: { webhook }, folder }: Asking): Pick<NewEntry, "webhook"> =>
  webhook === undefined
    ? {}
    : { webhook: { url: fromOption("webhook", acceptedIn(folder, ["webhook", "url"])(webhook)) } };
