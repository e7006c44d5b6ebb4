import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { OperatorsOutcome } from "../../../runtime/conversation/operator-transitions";
import { isRefusal } from "../../ops/cli/answer";
import type { OpsEnv } from "../../ops/connect/ops-env";
import { type Redriven, redrive, redriveText } from "../../ops/conversations/redrive";
import { resume, resumedText } from "../../ops/conversations/resume";
import { prepareSettlement, settle, settledText } from "../../ops/conversations/settle";
import { type ChangeStatus, dynamoChangeStatus, type ProjectStatus } from "../../ops/project/change-status";
import type { ActionOutcome, ConsoleAction } from "../server/console-parts";
import { channelField, choiceField, optionalText, projectField, textField } from "../server/input";

const progressText = ({ moved, failed }: Redriven): string =>
  `${moved} moved${failed === 0 ? "" : `, ${failed} could not be moved`}`;

/** Moves a channel's dead letters back, as `npm run ops -- redrive` does. */
export const redriveAction = (env: OpsEnv): ConsoleAction => ({
  name: "redrive",
  prepare: (input) => {
    const channel = channelField(input);
    const options = {
      limit: Number.MAX_SAFE_INTEGER,
      dryRun: input.dry_run === true,
      includeMalformed: input.include_malformed === true,
      removeFailed: input.remove_failed === true,
    };
    return {
      subject: `dead letters of ${channel}`,
      reason: textField(input, "reason"),
      run: async (progress) => {
        const redriven = await redrive(env.deadLetters[channel], env, options, (one) => progress(progressText(one)));
        return { done: redriven.failed === 0, text: redriveText(channel, redriven, options) };
      },
    };
  },
});

const outcomes: readonly OperatorsOutcome[] = ["sent", "resend", "failed"];

const notDone = (refusal: string): ActionOutcome => ({ done: false, text: `Not done: ${refusal}.` });

/** Settles an uncertain send, as `npm run ops -- settle` does. */
export const settleAction = (env: OpsEnv): ConsoleAction => ({
  name: "settle",
  prepare: (input) => {
    const conversationId = textField(input, "conversation_id");
    const outcome = choiceField(input, "outcome", outcomes);
    const reason = textField(input, "reason");
    const messageId = outcome === "sent" ? optionalText(input, "message_id") : undefined;
    return {
      subject: `${conversationId}: ${outcome}`,
      reason,
      run: async () => {
        const prepared = await prepareSettlement(env, { conversationId, outcome, reason, messageId });
        if (isRefusal(prepared)) return notDone(prepared.refusal);
        const settled = await settle(env, prepared);
        return isRefusal(settled)
          ? notDone(settled.refusal)
          : { done: true, text: settledText(settled), conversationId };
      },
    };
  },
});

/** Queues a fresh message for a conversation whose own is gone, as `npm run ops -- resume` does. */
export const resumeAction = (env: OpsEnv): ConsoleAction => ({
  name: "resume",
  prepare: (input) => {
    const conversationId = textField(input, "conversation_id");
    const reason = textField(input, "reason");
    return {
      subject: conversationId,
      reason,
      run: async () => {
        const resumed = await resume(env, conversationId, reason);
        if (isRefusal(resumed)) return { done: false, text: `Not done: ${resumed.refusal}.` };
        return { done: true, text: resumedText(resumed), conversationId };
      },
    };
  },
});

const statuses: readonly ProjectStatus[] = ["active", "inactive"];

const doneText = (name: string, status: ProjectStatus): string =>
  status === "active"
    ? `${name} takes requests again.`
    : `${name} is switched off: its requests are refused with PROJECT_INACTIVE. The stack config is as it was; npm run project -- disable changes that too.`;

const switched = async (
  change: ChangeStatus,
  project: { company_id: string; project_id: string },
  status: ProjectStatus,
) => {
  const name = `${project.company_id} ${project.project_id}`;
  const found = await change(project, status, new Date().toISOString());
  return found
    ? { done: true, text: doneText(name, status) }
    : { done: false, text: `Not done: there is no project ${name}.` };
};

/** Switches a project off or on in its record: the router refuses requests of an inactive one; what is accepted goes on. */
export const projectAction = (client: DynamoDBClient, tableName: string): ConsoleAction => ({
  name: "set-project-status",
  prepare: (input) => {
    const project = projectField(input);
    const status = choiceField(input, "status", statuses);
    return {
      subject: `${project.company_id} ${project.project_id}: ${status}`,
      reason: textField(input, "reason"),
      run: () => switched(dynamoChangeStatus(client, tableName), project, status),
    };
  },
});
