import * as E from "fp-ts/Either";
import { Channel, channels } from "../../../runtime/request/channel";
import { askFor } from "../../cli/ask-for";
import type { Terminal } from "../../cli/terminal";
import { WrongUsage } from "../../cli/wrong-usage";
import type { ProjectArguments } from "../project-options";
import { fieldFault } from "./field-fault";

type Values = ProjectArguments["values"];

const readChannels = (text: string): E.Either<string, readonly Channel[]> => {
  const named = text.split(/[\s,]+/).filter((name) => name !== "");
  return named.length > 0 && named.every(Channel.is)
    ? E.right(channels.filter((channel) => named.includes(channel)))
    : E.left(`must name one or more of ${channels.join(", ")}`);
};

export const askChannels = (terminal: Terminal, { channel }: Values): Promise<readonly Channel[]> =>
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
  { sender = [] }: Values,
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
