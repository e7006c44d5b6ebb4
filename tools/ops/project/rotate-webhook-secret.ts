import { Option } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { ProjectConfig } from "../../../infra/config/project-config";
import { secretName, webhookSecretKey } from "../../../infra/names";
import { readSecret } from "../../../runtime/secrets";
import { newSigningKey, WebhookSecret } from "../../../runtime/webhooks/signature";
import { wordsOf } from "../../command-line";
import { type Answer, answered, notDone } from "../cli/answer";
import { namedProject, projectName } from "../stack-file/stack-file";
import { onStackInEffect } from "./on-stack-in-effect";
import { type AtDesk, chosenProject, commandForProject, type Desk, typed } from "./project-command";
import type { StackInEffect } from "./stack-in-effect";

type Step = (now: WebhookSecret) => E.Either<string, WebhookSecret>;

/** The first step: a new key, and with it the one that the company has. */
const addSecret =
  (made: string): Step =>
  ({ webhook_secret: current, previous_webhook_secret: previous }) =>
    previous === undefined
      ? E.right({ webhook_secret: made, previous_webhook_secret: current })
      : E.left("a rotation is under way: once the company knows the new secret, --finish ends it");

/** The last step: the new one alone. */
const dropSecret: Step = ({ webhook_secret, previous_webhook_secret: previous }) =>
  previous === undefined
    ? E.left("there is one secret only: without --finish a second one is made")
    : E.right({ webhook_secret });

type Work = Desk & { readonly project: ProjectConfig };

const read = (name: string, inEffect: StackInEffect): TE.TaskEither<string, WebhookSecret> =>
  pipe(
    readSecret(name, WebhookSecret)(inEffect),
    TE.mapLeft(({ reason }) => reason),
  );

const shownText = (name: string, { webhook_secret, previous_webhook_secret: previous }: WebhookSecret): string =>
  [
    `What signs the events of ${name}:`,
    `new or only one  ${webhook_secret}`,
    ...(previous === undefined ? [] : [`the one before   ${previous}`]),
  ].join("\n");

const doneText = ({ named, project }: Work, { previous_webhook_secret: previous }: WebhookSecret): string => {
  const name = projectName(project);
  if (previous === undefined)
    return `Events of ${name} are signed with the new secret alone, from five minutes from now at the latest.`;
  const next = `rotate-webhook-secret ${name}`;
  return [
    `Events of ${name} are signed with a new secret and with the one before it, from five minutes from now at the latest: whoever knows either takes them.`,
    "Next:",
    `  ${typed(named, `${next} --show`)}     and hand the new one over`,
    `  ${typed(named, `${next} --finish`)}   once the company checks with it, and five minutes from now at the earliest`,
  ].join("\n");
};

const rotate = (work: Work, step: Step): Promise<Answer> =>
  onStackInEffect(work, (inEffect) => {
    const name = secretName(webhookSecretKey(work.project), work.named.stack);
    return pipe(
      read(name, inEffect),
      TE.chainEitherK(step),
      TE.tap((next) => TE.tryCatch(() => inEffect.putSecret(name, JSON.stringify(next)), wordsOf)),
      TE.match(notDone, (next) =>
        answered(doneText(work, next), {
          project: projectName(work.project),
          secrets: Object.keys(next).length,
        }),
      ),
    )();
  });

const show = (work: Work): Promise<Answer> =>
  onStackInEffect(work, (inEffect) =>
    pipe(
      read(secretName(webhookSecretKey(work.project), work.named.stack), inEffect),
      TE.match(notDone, (secret) =>
        answered(shownText(projectName(work.project), secret), { project: projectName(work.project), ...secret }),
      ),
    )(),
  );

/** `rotate-webhook-secret`: a second secret beside the one in use, then, with --finish, without that. */
export const rotateWebhookSecretCommand = (atDesk: AtDesk) =>
  commandForProject(
    "rotate-webhook-secret",
    "changes what signs a project's events without a gap: first both sign, then the new one alone",
  )
    .option("--finish", "the new secret alone signs from now on")
    .addOption(new Option("--show", "prints the secret, to be handed over, and changes nothing").conflicts(["finish"]))
    .addHelpText(
      "after",
      `
rotate-webhook-secret PROJECT            makes a second secret; both sign
rotate-webhook-secret PROJECT --show     prints them
rotate-webhook-secret PROJECT --finish   the old one signs no more

It is at once in effect, in Secrets Manager, and no deployment takes it back. The credentials need
secretsmanager:GetSecretValue and PutSecretValue on the project's webhook secret.`,
    )
    .action((behind, { project: option, finish, show: isShown }) => {
      const name = chosenProject("rotate-webhook-secret", behind, option);
      return atDesk(async (desk) => {
        const { project } = namedProject(desk.file, name);
        const work = { ...desk, project };
        if (project.webhook === undefined)
          return notDone(
            `${projectName(project)} has no webhook: ${typed(desk.named, `edit ${projectName(project)} --set webhook.url=https://…`)} gives it one`,
          );
        return isShown ? show(work) : rotate(work, finish ? dropSecret : addSecret(newSigningKey()));
      });
    });
