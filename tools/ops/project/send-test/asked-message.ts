import { isJsonObject, type JsonObject } from "../../../../runtime/codec/json";
import { Channel, channels } from "../../../../runtime/request/request";
import { WrongUsage, wholeNumber } from "../../cli/arguments";
import { fieldFault } from "../../stack-file/config-faults";
import { chosenProject, type ProjectArguments } from "../project-options";

type Values = ProjectArguments["values"];
/** What the command line asks to be sent. */
export type AskedMessage = {
  readonly name: string;
  readonly channel: Channel | undefined;
  readonly to: string | undefined;
  readonly data: JsonObject;
  readonly really: boolean;
  readonly seconds: number;
  readonly json: boolean;
};

const DEFAULT_SECONDS = 120;

const dataOf = (text = "{}"): JsonObject => {
  try {
    const data: unknown = JSON.parse(text);
    if (isJsonObject(data)) return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new WrongUsage('--data: expected a JSON object, for example {"jobRole":"Gardener"}');
};

const channelOf = ({ channel = [] }: Values): Channel | undefined => {
  const [name, more] = channel;
  if (more !== undefined) throw new WrongUsage("--channel: one at a time");
  if (name === undefined) return undefined;
  if (!Channel.is(name)) throw new WrongUsage(`--channel ${name}: expected one of ${channels.join(", ")}`);
  return name;
};

/** Understands the command line; throws `WrongUsage`. */
export const askedMessage = (folder: string, given: ProjectArguments): AskedMessage => {
  const { values } = given;
  const really = values.really ?? false;
  if (really && values.to === undefined) throw new WrongUsage("--really needs --to: who is to get the message");
  const channel = channelOf(values);
  const fault =
    values.to === undefined || channel === undefined
      ? undefined
      : fieldFault(folder, ["channels", channel, "sender"], values.to);
  if (fault !== undefined) throw new WrongUsage(`--to ${fault}`);
  return {
    ...{ name: chosenProject("send-test", given), channel, to: values.to, really, json: values.json ?? false },
    data: dataOf(values.data),
    seconds: wholeNumber("timeout", values.timeout, DEFAULT_SECONDS),
  };
};
