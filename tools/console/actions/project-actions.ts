import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { EmailAddress, Telephone } from "../../../runtime/request/text";
import { wordsOf } from "../../command-line";
import type { OpsEnv } from "../../ops/connect/ops-env";
import { reopen, reopenedText } from "../../ops/conversations/reopen";
import { maskedAddress } from "../../ops/conversations/show";
import { waitsForPerson } from "../../ops/conversations/status";
import { erase } from "../../ops/erase/erase";
import { erasedText, outsideReach, questionText } from "../../ops/erase/erase-command";
import { type EraseRequest, planErasure } from "../../ops/erase/plan-erasure";
import { projectFindings } from "../../ops/project/check/check-command";
import { rotationFindings, stackFindings } from "../../ops/project/check/config-findings";
import { addKey, bothLetIn, removeKey, writeRotation } from "../../ops/project/rotate-key";
import type { StackInEffect } from "../../ops/project/stack-in-effect";
import { namedProject, projectName, type StackFile } from "../../ops/stack-file/stack-file";
import type { ConsoleAction, ConsoleQuestion } from "../server/console-parts";
import { asked, ProjectIds, Words } from "../server/input";
import type { ConsoleSource } from "../source/console-source";
import { notDone, steering, whenDone } from "./steer-actions";

/** A stack of which both the config and what is in effect can be looked at. */
export type ProjectDesk = {
  readonly file: () => StackFile;
  readonly inEffect: StackInEffect;
  /** Brings the config into effect; nothing where that is a deployment, which is no matter of a button. */
  readonly update?: (allowRemoval: boolean) => TE.TaskEither<string, unknown>;
};

const Address = t.union([EmailAddress, Telephone], "a telephone number (E.164) or an email address");
const scopes = { project: null, company: null } as const;
const Whom = t.type({ project: ProjectIds, scope: t.keyof(scopes, "project or company"), recipient: Address });

const erasureOf = ({ project, scope, recipient }: t.TypeOf<typeof Whom>, reason: string): EraseRequest => ({
  recipients: [recipient],
  companyId: project.company_id,
  projectId: scope === "project" ? project.project_id : undefined,
  reason,
  quick: false,
});

/** What an erasure would take, before anybody agrees to it. */
const erasureQuestion =
  (env: OpsEnv): ConsoleQuestion =>
  (input) =>
    pipe(
      TE.fromEither(asked(Whom)(input)),
      TE.chain((whom) => () => planErasure(env, erasureOf(whom, "not said yet"))),
      TE.map((plan) => ({
        text: questionText(plan, env.stack)
          .replace(/\nType yes to go on.*$/, "")
          .replace("--recipient once more for what", "erase anew what"),
      })),
    )();

/** Erases a person's data, as `npm run ops -- erase` does; the address is in no record of it. */
const eraseAction = (env: OpsEnv): ConsoleAction =>
  steering("erase", t.intersection([Whom, t.type({ reason: Words })]), ({ reason, ...whom }) => ({
    subject: `${maskedAddress(whom.recipient)} in ${whom.scope === "project" ? projectName(whom.project) : whom.project.company_id}`,
    reason,
    run: async (progress) => {
      const plan = await planErasure(env, erasureOf(whom, reason));
      if (E.isLeft(plan)) return notDone(plan.left);
      const pause: OpsEnv["pause"] = (seconds) => {
        progress(`emptied; ${seconds} s until no worker can write any of it anew`);
        return env.pause(seconds);
      };
      const erased = await erase({ ...env, pause }, plan.right);
      const outcome = { text: erasedText(erased), receipt: { ...erased, outside_reach: outsideReach } };
      return erased.not_erased.length === 0 ? E.right(outcome) : E.left(outcome);
    },
  }));

const Reopening = t.type({ conversation_id: Words, reason: Words });

/** Brings back what the carrier refused for good, as `npm run ops -- reopen` does. */
const reopenAction = (env: OpsEnv): ConsoleAction =>
  steering("reopen", Reopening, ({ conversation_id: conversationId, reason }) => ({
    subject: conversationId,
    reason,
    run: async () => whenDone(await reopen(env, conversationId, reason), reopenedText, conversationId),
  }));

const Rotating = t.type({
  project: ProjectIds,
  step: t.keyof({ add: null, finish: null }, "add or finish"),
  reason: Words,
});

/** Adds a second key to a project, or removes the first of two, as `npm run project -- rotate-key --up` does. */
const rotateAction = ({ file, inEffect }: ProjectDesk, update: NonNullable<ProjectDesk["update"]>): ConsoleAction =>
  steering("rotate-key", Rotating, ({ project, step, reason }) => ({
    subject: `${projectName(project)}: ${step === "add" ? "a second key" : "the old key removed"}`,
    reason,
    run: async (progress) => {
      const now = file();
      const entry = namedProject(now, projectName(project));
      const rotation = step === "add" ? addKey(entry.project, "client", undefined) : removeKey(entry.project, "client");
      if (E.isLeft(rotation)) return notDone(rotation.left);
      const safe = step === "add" ? E.right(undefined) : await bothLetIn(entry.project, "client", inEffect)();
      if (E.isLeft(safe)) return notDone(`${safe.left}; removing the old key now could lock the project out`);
      writeRotation(now, entry, rotation.right);
      progress("written; the engine is brought up to date");
      const updated = await update(step === "finish")();
      if (E.isLeft(updated)) return notDone(`the config is written and NOT in effect: ${updated.left}`);
      const { from, to } = rotation.right;
      return E.right({
        text:
          step === "add"
            ? `Keys ${to.join(" and ")} both work. Hand key ${to[1]} over, and remove key ${from[0]} once the project uses it.`
            : `Key ${from[0]} is refused from now on; key ${to[0]} works.`,
      });
    },
  }));

/** What `npm run project -- check` says of a project. */
const checkQuestion = ({ file, inEffect }: ProjectDesk): ConsoleQuestion =>
  flow(
    asked(ProjectIds),
    TE.fromEither,
    TE.chain((project) =>
      TE.tryCatch(async () => {
        const now = file();
        const entry = namedProject(now, projectName(project));
        const found = await projectFindings({
          project: entry.project,
          stack: now.stack,
          inEffect,
          now: new Date(),
        });
        return { findings: [...stackFindings(now), ...rotationFindings(entry), ...found] };
      }, wordsOf),
    ),
    (task) => task(),
  );

const texts = { project: t.string, channel: t.string, status: t.string, recipient: t.string };
const Counted = t.type({ filter: t.type({ ...texts, from: t.string, before: t.string }), zone: Words });

/** What every console can be asked. */
export const projectQuestions = (
  env: OpsEnv,
  source: Pick<ConsoleSource, "project" | "totals">,
  desk: ProjectDesk | undefined,
): Readonly<Record<string, ConsoleQuestion>> => ({
  project: flow(
    asked(ProjectIds),
    TE.fromEither,
    TE.chainTaskK((project) => async () => (await source.project(project)) ?? null),
    (task) => task(),
  ),
  totals: flow(
    asked(Counted),
    TE.fromEither,
    TE.chainTaskK(
      ({ filter, zone }) =>
        () =>
          source.totals(filter, zone),
    ),
    (task) => task(),
  ),
  waits: () => TE.tryCatch(() => waitsForPerson(env), wordsOf)(),
  erasure: erasureQuestion(env),
  ...(desk === undefined ? {} : { check: checkQuestion(desk) }),
});

/** What an operator can do to a project's keys, its refused messages, and a person's data. */
export const projectActions = (env: OpsEnv, desk: ProjectDesk | undefined): readonly ConsoleAction[] => [
  eraseAction(env),
  reopenAction(env),
  ...(desk?.update === undefined ? [] : [rotateAction(desk, desk.update)]),
];
