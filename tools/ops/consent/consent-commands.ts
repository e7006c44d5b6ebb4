import { Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { nonBlank, WrongUsage } from "../../command-line";
import { type Answer, answered, answerOf, notDone, type OnStack } from "../cli/answer";
import { type Terminal, table } from "../cli/terminal";
import { storedAddress } from "../conversations/forms-of-address";
import { maskedAddress } from "../conversations/show";
import { type ConsentView, consentAt, type Decided, decideConsent, suppressedAt } from "./consent-of";

const addressFrom = (given: string): string => {
  const address = storedAddress(given);
  if (E.isLeft(address)) throw new WrongUsage(`--address: ${address.left}`);
  return address.right;
};

/** How a source came to us, for a person. */
const ways: Readonly<Record<NonNullable<ConsentView["source"]>, string>> = {
  keyword: "by a keyword",
  unsubscribe_link: "by the link of a mail",
  unsubscribe_mail: "by mail",
  assistant: "in their own words",
  carrier: "as the carrier tells",
  company: "by an operator",
};

const decidedBy = ({ set_by, source, since }: ConsentView): string =>
  set_by === null || source === null ? "" : `set by the ${set_by}, ${ways[source]}, on ${since}`;

/** What was decided, for a person. */
export const decidedText = ({ company_id, state, by, ...view }: Decided): string => {
  const stands =
    state === "clear"
      ? `Lifted: the projects of ${company_id} may write to this address again.`
      : view.set_by === "person"
        ? `Suppressed at ${company_id}; the person had opted out already, and only the person lifts that.`
        : `Suppressed: no project of ${company_id} begins a message to this address from now on.`;
  return `${stands} Recorded: by ${by} at ${view.history.at(-1)?.at}, with the reason.`;
};

const words = {
  suppress: {
    state: "suppressed",
    what: "has no project of a company write to an address any more",
    more: "What is on its way already may still arrive. The company lifts it by lift.",
  },
  lift: {
    state: "clear",
    what: "lets a company's projects write again to an address that the company had suppressed",
    more: "Refused (SET_BY_PERSON) where the person has opted out: only the person lifts that.",
  },
} as const;

const decisionCommand = (name: keyof typeof words) => (onStack: OnStack) =>
  new Command(name)
    .description(words[name].what)
    .requiredOption("--company <id>", "the company, all of whose projects it holds for", nonBlank)
    .requiredOption("--address <address>", "a telephone number with its country's code, or an email address", nonBlank)
    .requiredOption("--reason <why>", "why; kept with the time and who decided. No personal data, please", nonBlank)
    .option("--by <name>", "who decided, where that is not you; kept beside you", nonBlank)
    .addHelpText("after", `\n${words[name].more}`)
    .action(({ company, address, reason, by }) => {
      const who = { company_id: company, address: addressFrom(address) };
      return onStack(async (env) =>
        answerOf(await decideConsent(env, { who, state: words[name].state, reason, by })(), decidedText),
      );
    });

export const suppressCommand = decisionCommand("suppress");
export const liftCommand = decisionCommand("lift");

type Shown = Pick<Terminal, "columns">;

const withAddress =
  (reveal: boolean) =>
  (view: ConsentView): ConsentView => ({
    ...view,
    address: view.address === null || reveal ? view.address : maskedAddress(view.address),
  });

const oneText = (view: ConsentView, { columns }: Shown): string => {
  const { company_id, address, state, history } = view;
  const known = `${address ?? "An address that is not kept any more,"} at ${company_id}: ${state === "suppressed" ? "suppressed" : "may be written to"}`;
  if (history.length === 0) return `${known}; nobody has said anything of it.`;
  const rows = history.map(({ at, state, set_by, source, channel, evidence, by }) =>
    [at, state, set_by, source, channel, by, evidence].map((cell) => cell ?? "–"),
  );
  return `${known}, ${decidedBy(view)}.\n\n${table(["at", "state", "set by", "source", "channel", "by", "evidence"], rows, columns)}`;
};

const listText = (company: string, found: readonly ConsentView[], { columns }: Shown): string => {
  const count = found.length === 1 ? "1 address is" : `${found.length} addresses are`;
  const rows = found.map(({ address, since, set_by, source }) =>
    [address ?? "(not kept)", since, set_by, source].map(String),
  );
  const head = `${count} suppressed at ${company}.`;
  return rows.length === 0 ? head : `${head}\n\n${table(["address", "since", "set by", "source"], rows, columns)}`;
};

export const consentCommand = (onStack: OnStack) =>
  new Command("consent")
    .description("shows whether a company may write to an address and who said what of it, or whom it may not write to")
    .requiredOption("--company <id>", "the company", nonBlank)
    .option(
      "--address <address>",
      "a telephone number with its country's code, or an email address; without it, all that are suppressed",
      nonBlank,
    )
    .option("--reveal", "shows addresses; without it, they are masked", false)
    .action(({ company, address, reveal }) => {
      const asked = address === undefined ? undefined : addressFrom(address);
      const shown = withAddress(reveal);
      return onStack(async (env, terminal): Promise<Answer> => {
        if (asked !== undefined)
          return pipe(await consentAt(env, { company_id: company, address: asked })(), E.map(shown), (view) =>
            answerOf(view, (one) => oneText(one, terminal)),
          );
        const found = await suppressedAt(env, company)();
        if (E.isLeft(found)) return notDone(found.left);
        const suppressed = found.right.map(shown);
        return answered(listText(company, suppressed, terminal), { company_id: company, suppressed });
      });
    });
