import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { NEXT_CHECK_INDEX } from "../../runtime/conversation/conversation";
import { makeSweeper } from "../../runtime/handlers/sweeper";
import { channels } from "../../runtime/request/request";
import { type Account, secretArns } from "../account";
import type { StackConfig } from "../config/stack-config";
import type { ChannelQueues } from "../data/queues";
import { credentialsPattern, metricNamespace, type Names } from "../names";
import type { Statement } from "../policy-document";
import { InlineFunction } from "./inline-function";

const rate = (count: number, unit: string): string => `rate(${count} ${unit}${count === 1 ? "" : "s"})`;

/** EventBridge's schedule for a period: whole minutes on AWS; the local run takes seconds too. */
export const sweepExpression = (seconds: number): string =>
  seconds % 60 === 0 ? rate(seconds / 60, "minute") : rate(seconds, "second");

export type SweeperFunctionArgs = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly queues: ChannelQueues;
  readonly conversations: aws.dynamodb.Table;
};

const TIMEOUT_SECONDS = 300;

/** The scheduled function that looks into uncertain sends and picks up what dead workers left behind. */
export class SweeperFunction extends pulumi.ComponentResource {
  readonly inline: InlineFunction;

  constructor(name: string, args: SweeperFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:SweeperFunction", name, {}, opts);
    const parent = { parent: this };
    const { names, config, queues, conversations } = args;
    const settings = {
      reconcileAfterSeconds: config.reconcileAfterSeconds,
      carrierTimeoutSeconds: config.carrierTimeoutSeconds,
      twilioUrl: config.twilioUrl,
      sendgridUrl: config.sendgridUrl,
    };

    this.inline = new InlineFunction(
      name,
      {
        functionName: names(name),
        description: "Looks into uncertain sends and picks up what dead workers left behind",
        handler: () => makeSweeper(settings),
        memoryMb: config.processorMemoryMb,
        timeoutSeconds: TIMEOUT_SECONDS,
        logLevel: config.logLevel,
        logRetentionDays: config.logRetentionDays,
        tracing: config.tracing,
        metricNamespace: metricNamespace(config.stack),
        environment: {
          CONVERSATIONS_TABLE: conversations.name,
          WHATSAPP_QUEUE_URL: queues.whatsapp.queue.url,
          SMS_QUEUE_URL: queues.sms.queue.url,
          EMAIL_QUEUE_URL: queues.email.queue.url,
        },
        statements: sweeperStatements(args),
      },
      parent,
    );

    const rule = new aws.cloudwatch.EventRule(
      name,
      { name: names(name), scheduleExpression: sweepExpression(config.sweepSeconds) },
      parent,
    );
    new aws.cloudwatch.EventTarget(name, { rule: rule.name, arn: this.inline.function.arn }, parent);
    new aws.lambda.Permission(
      name,
      {
        action: "lambda:InvokeFunction",
        function: this.inline.function.name,
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      },
      parent,
    );

    this.registerOutputs({ functionName: this.inline.function.name });
  }
}

/** Twilio's credentials only: SendGrid keeps no list to look into. */
const sweeperStatements = ({ config, account, queues, conversations }: SweeperFunctionArgs): readonly Statement[] => [
  {
    sid: "FindDueChecks",
    actions: ["dynamodb:Query"],
    resources: [pulumi.interpolate`${conversations.arn}/index/${NEXT_CHECK_INDEX}`],
  },
  {
    sid: "KeepConversations",
    actions: ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    resources: [conversations.arn],
  },
  {
    sid: "QueueAgain",
    actions: ["sqs:SendMessage"],
    resources: channels.map((channel): pulumi.Input<string> => queues[channel].queue.arn),
  },
  {
    sid: "ReadSecrets",
    actions: ["secretsmanager:GetSecretValue"],
    resources: secretArns(account, [
      credentialsPattern("whatsapp", config.stack),
      credentialsPattern("sms", config.stack),
    ]),
  },
];
