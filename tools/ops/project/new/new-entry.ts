import { Command, Option } from "@commander-js/extra-typings";
import type { Channel } from "../../../../runtime/request/request";
import { repeated } from "../../../command-line";
import { UP, YES } from "../bring-into-effect";

export const DEFAULT_MODEL = "gpt-6-luna";

/** `new` with its options; what they leave out, a person is asked for. */
export const newOptions = () =>
  new Command("new")
    .description(
      "adds a project to the config of a stack; in a terminal it asks for what has no default and no option gives",
    )
    .option("--company <id>", "the company's id")
    .option("--company-name <name>", "known where the company has a project already")
    .option("--project <id>", "the project's id")
    .option("--project-name <name>", "the project's name")
    .option("--channel <name>", "whatsapp, sms or email; repeatable", repeated)
    .option(
      "--sender <channel=sender>",
      "number or address; repeatable; CHANNEL= may be left out where there is one channel",
      repeated,
    )
    .option("--model <name>", `the assistant's model; else ${DEFAULT_MODEL}`)
    .option("--instructions <text>", "what the assistant is told")
    .addOption(
      new Option("--instructions-file <file>", "the same, from a file inside of this folder").conflicts("instructions"),
    )
    .option(
      "--variable <name=meaning>",
      "a variable of the approved template and what belongs there; repeatable",
      repeated,
    )
    .option("--requests-per-minute <n>", "a limit of the project's own")
    .option("--requests-per-day <n>", "another one")
    .addOption(
      new Option("--tier <name>", "the limits of one of the config's usageTiers instead").conflicts([
        "requestsPerMinute",
        "requestsPerDay",
      ]),
    )
    .option("--real", "sends for real; without it the channels are simulated, and nobody gets anything")
    .addOption(new Option("--simulate", "what holds without --real, in so many words").conflicts("real"))
    .option("--webhook <url>", "posts the project's events there; what signs them the program makes up")
    .option("--own-openai-key", "has a key at OpenAI of its own, for costs and limits of its own")
    .option("--up", UP)
    .option("--yes", YES)
    .addHelpText(
      "after",
      `
Every value is checked as the program checks it. The file keeps its comments and its form. For local, values that the
stand-ins accept are written for the secrets; for any other stack no secret is written: the answer has the commands to
type.`,
    );

/** What the command line said; every text is checked where its question would be asked. */
export type NewOptions = ReturnType<ReturnType<typeof newOptions>["opts"]>;

/** Text, or the path of a file with it. */
export type Instructions = string | { readonly file: string };

/** An entry of `projects` as it will be written. */
export type NewEntry = {
  readonly company_id: string;
  readonly project_id: string;
  readonly company_name: string;
  readonly project_name: string;
  readonly created_at: string;
  readonly usage_tier?: string;
  readonly own_openai_key?: true;
  readonly webhook?: { readonly url: string };
  readonly rate_limits?: Readonly<Record<string, number>>;
  readonly channels: Readonly<Partial<Record<Channel, NewChannel>>>;
};

export type NewChannel = {
  readonly sender: string;
  readonly simulate?: true;
  readonly assistant: {
    readonly model: string;
    readonly instructions: Instructions;
    readonly content_variables: Readonly<Record<string, string>>;
  };
};
