import { Command } from "@commander-js/extra-typings";
import * as T from "fp-ts/Task";
import { answered } from "../../cli/answer";
import { type Terminal, table } from "../../cli/terminal";
import {
  namedProject,
  type ProjectEntry,
  projectEntries,
  projectName,
  type StackFile,
} from "../../stack-file/stack-file";
import { onStackInEffect } from "../on-stack-in-effect";
import { type AtDesk, projectMeaning } from "../project-command";
import { companyInEffect } from "../stack-in-effect";
import { assistantFindings } from "./assistant-findings";
import { carrierFindings } from "./carrier-findings";
import { alarmFindings, offlineFindings, rotationFindings, stackFindings } from "./config-findings";
import type { Finding, Subject, Verdict } from "./finding";
import { inboundFindings } from "./inbound-findings";
import { keyFindings, recordFindings } from "./record-findings";
import { webhookFindings } from "./webhook-findings";

const colours = { ok: "green", warning: "yellow", wrong: "red" } as const;
const words: Readonly<Record<Verdict, string>> = { ok: "ok     ", warning: "warning", wrong: "WRONG  " };

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

const summary = (found: readonly Found[]): string => {
  const count = (verdict: Verdict): number => found.filter((one) => one.verdict === verdict).length;
  return `${count("ok")} ok, ${count("warning")} to be warned of, ${count("wrong")} wrong.`;
};

/** A finding of one project, COMPANY/PROJECT, or of the stack. */
type Found = Finding & { readonly of: string };

const of =
  ({ project }: ProjectEntry) =>
  (finding: Finding): Found => ({ of: projectName(project), ...finding });

/** The findings as a table, green and red where the terminal has colours. */
const checkText = (found: readonly Found[], { coloured, columns }: Pick<Terminal, "coloured" | "columns">): string => {
  const [first = [], ...rest] = found.map(({ of, subject, verdict, detail }) => [
    coloured(colours[verdict], words[verdict]),
    of,
    subject,
    oneLine(detail),
  ]);
  return `${table(first, rest, columns)}\n\n${summary(found)}`;
};

/** What is to be said of a project as it is in effect. */
export const projectFindings = async (subject: Subject): Promise<readonly Finding[]> => {
  const company = await companyInEffect(subject.inEffect, subject.project);
  const [keys, assistants, carriers, inbound, webhook] = await Promise.all([
    keyFindings(subject, company),
    assistantFindings(subject),
    carrierFindings(subject),
    inboundFindings(subject),
    webhookFindings(subject, company),
  ]);
  return [...recordFindings(subject, company), ...keys, ...carriers, ...inbound, ...webhook, ...assistants];
};

const chosen = (file: StackFile, name: string | undefined): readonly ProjectEntry[] =>
  name === undefined ? projectEntries(file).entries : [namedProject(file, name)];

/** `check`: whether what the config says is so, and will stay so. */
export const checkCommand = (atDesk: AtDesk) =>
  new Command("check")
    .description(
      "compares what is in effect with the config, changes nothing, and ends with exit code 1 if something is wrong",
    )
    .argument("[project]", projectMeaning)
    .option("--offline", "looks at the config alone, and at the shut-down dates known when this was written", false)
    .option("--strict", "ends with exit code 1 for a warning too, so that a nightly run is seen", false)
    .addHelpText(
      "after",
      `
config       the program accepts it; no secret stands in plain text (but in local)
record       is there and says what the config says
key          every key of the record is in API Gateway and in a usage plan of the stage
credentials  the secrets are there and well formed; values are never shown
template     has exactly the variables that the assistant fills (asks Twilio; SendGrid does not tell)
inbound      Twilio and SendGrid hand over what people write, and nothing takes the place of our unsubscribe headers
             (of a deployed stack; a restricted key of SendGrid's says which scope it lacks)
webhook      its secret is there, and it takes a test event (type webhook.test), which is posted from here
alarms       somebody has confirmed to get them (of a deployed stack)
model        OpenAI has it, and does not switch it off soon (a warning from 60 days before)

The credentials need dynamodb:GetItem on the company table, secretsmanager:GetSecretValue on the projects' secrets,
apigateway:GET on /apikeys/* and /usageplans, sns:ListSubscriptionsByTopic on the topic of the alarms, and Pulumi's state,
whose outputs hold the addresses.`,
    )
    .action((name, { offline, strict }) =>
      atDesk(async (desk) => {
        const { named, file, terminal } = desk;
        const entries = chosen(file, name);
        const now = new Date();
        const ofStack = (finding: Finding): Found => ({ of: named.stack, ...finding });
        const perProject = offline
          ? entries.map((entry) => offlineFindings(entry, now).map(of(entry)))
          : await onStackInEffect(desk, async (inEffect) => [
              (await alarmFindings(inEffect)).map(ofStack),
              // One by one: a stack may have hundreds of projects, and the services that are asked throttle.
              ...(await T.traverseSeqArray((entry: ProjectEntry) => async () => {
                const found = await projectFindings({ project: entry.project, stack: named.stack, inEffect, now });
                return found.map(of(entry));
              })(entries)()),
            ]);
        const found = [
          ...stackFindings(file).map(ofStack),
          ...entries.flatMap((entry) => rotationFindings(entry).map(of(entry))),
          ...perProject.flat(),
        ];
        return {
          ...answered(checkText(found, terminal), { stack: named.stack, findings: found }),
          done: found.every(({ verdict }) => verdict === "ok" || (verdict === "warning" && !strict)),
        };
      }),
    );
