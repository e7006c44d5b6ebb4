import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as t from "io-ts";
import { Channel } from "../../../runtime/request/request";
import type { OpsEnv } from "../../ops/connect/ops-env";
import { allAlive, type Redriven, redrive, redriveText } from "../../ops/conversations/redrive";
import { resume, resumedText } from "../../ops/conversations/resume";
import { prepareSettlement, settle, settledText } from "../../ops/conversations/settle";
import { dynamoChangeStatus, type ProjectStatus } from "../../ops/project/change-status";
import { setProjectStatus } from "../../ops/project/status-command";
import { projectName, type StackFile } from "../../ops/stack-file/stack-file";
import type { ConsoleAction, Outcome, PreparedAction } from "../server/console-parts";
import { asked, ProjectIds, Words } from "../server/input";

type Steered = E.Either<Outcome, Outcome>;

export const notDone = (why: string): Steered => E.left({ text: `Not done: ${why}.` });

export const whenDone = <A>(done: E.Either<string, A>, textOf: (done: A) => string, conversationId: string): Steered =>
  pipe(
    done,
    E.match(notDone, (what) => E.right({ text: textOf(what), conversationId })),
  );

/** An action by the form of what it is asked with. */
export const steering = <A>(
  name: string,
  form: t.Decoder<unknown, A>,
  prepared: (given: A) => PreparedAction,
): ConsoleAction => ({
  name,
  prepare: flow(asked(form), E.map(prepared)),
});

const Redrive = t.type({
  channel: t.union([Channel, t.literal("replies"), t.literal("events")], "whatsapp, sms, email, replies or events"),
  reason: Words,
});

const progressText = ({ moved, failed }: Redriven): string =>
  `${moved} moved${failed === 0 ? "" : `, ${failed} could not be moved`}`;

/** Moves a queue's dead letters back, as `npm run ops -- redrive` does. */
const redriveAction = (env: OpsEnv): ConsoleAction =>
  steering("redrive", Redrive, ({ channel, reason }) => ({
    subject: `dead letters of ${channel}`,
    reason,
    run: async (progress) => {
      const redriven = await redrive(env, channel, allAlive, (one) => progress(progressText(one)));
      const outcome = { text: redriveText(channel, redriven, allAlive) };
      return redriven.failed === 0 ? E.right(outcome) : E.left(outcome);
    },
  }));

const Settlement = t.intersection([
  t.type({
    conversation_id: Words,
    outcome: t.keyof({ sent: null, resend: null, failed: null }, "sent, resend or failed"),
    reason: Words,
  }),
  t.partial({ message_id: t.string }),
]);

/** Settles an uncertain send, as `npm run ops -- settle` does. */
const settleAction = (env: OpsEnv): ConsoleAction =>
  steering("settle", Settlement, ({ conversation_id: conversationId, outcome, reason, message_id = "" }) => ({
    subject: `${conversationId}: ${outcome}`,
    reason,
    run: async () => {
      const messageId = outcome === "sent" && message_id.trim() !== "" ? message_id.trim() : undefined;
      const prepared = await prepareSettlement(env, { conversationId, outcome, reason, messageId });
      if (E.isLeft(prepared)) return notDone(prepared.left);
      return whenDone(await settle(env, prepared.right), settledText, conversationId);
    },
  }));

const Resumption = t.type({ conversation_id: Words, reason: Words });

/** Queues a fresh message for a conversation whose own is gone, as `npm run ops -- resume` does. */
const resumeAction = (env: OpsEnv): ConsoleAction =>
  steering("resume", Resumption, ({ conversation_id: conversationId, reason }) => ({
    subject: conversationId,
    reason,
    run: async () => whenDone(await resume(env, conversationId, reason), resumedText, conversationId),
  }));

const Switch = t.type({
  project: ProjectIds,
  status: t.keyof({ active: null, inactive: null }, "active or inactive"),
  reason: Words,
});

const switchedText = (name: string, status: ProjectStatus): string =>
  status === "active"
    ? `${name} takes requests again.`
    : `${name} is switched off: its requests are refused with PROJECT_INACTIVE.`;

/** Switches a project off or on, in config and record, as `npm run project -- disable` and `enable` do; what is accepted goes on. */
const projectAction = (
  by: string,
  dynamo: DynamoDBClient,
  companyTable: string,
  file: () => StackFile,
): ConsoleAction =>
  steering("set-project-status", Switch, ({ project, status, reason }) => {
    const name = projectName(project);
    return {
      subject: `${name}: ${status}`,
      reason,
      run: async () => {
        const changeStatus = dynamoChangeStatus(dynamo, companyTable);
        const { inConfig, record } = await setProjectStatus(file(), changeStatus, { project, status, by, reason });
        if (record === "changed") return E.right({ text: `${switchedText(name, status)} ${inConfig}` });
        return notDone(record === "absent" ? `there is no project ${name} yet` : record.unreachable);
      },
    };
  });

/** What an operator can do to conversations, dead letters and projects. */
export const steerActions = (
  env: OpsEnv,
  dynamo: DynamoDBClient,
  companyTable: string,
  file: () => StackFile,
): readonly ConsoleAction[] => [
  redriveAction(env),
  settleAction(env),
  resumeAction(env),
  projectAction(env.operator, dynamo, companyTable, file),
];
