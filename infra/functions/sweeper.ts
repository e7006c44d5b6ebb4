import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { NEXT_CHECK_INDEX, RETENTION_INDEX } from "../../runtime/conversation/conversation";
import { makeSweeper } from "../../runtime/handlers/sweeper";
import { channels } from "../../runtime/request/request";
import { type Account, readSecrets } from "../account";
import type { StackConfig } from "../config/stack-config";
import { type ChannelQueue, type ChannelQueues, queueArns, queueUrls } from "../data/queues";
import { credentialsPattern, namesFor, openaiPatterns } from "../names";
import type { Statement } from "../policy-document";
import { InlineFunction, only } from "./inline-function";

const TIMEOUT_SECONDS = 300;

const rate = (count: number, unit: string): string => `rate(${count} ${unit}${count === 1 ? "" : "s"})`;

/** EventBridge's schedule for a period: whole minutes on AWS; the local run takes seconds too. */
export const sweepExpression = (seconds: number): string =>
  seconds % 60 === 0 ? rate(seconds / 60, "minute") : rate(seconds, "second");

export type SweeperFunctionArgs = {
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly queues: ChannelQueues;
  readonly replies: ChannelQueue;
  readonly companies: aws.dynamodb.Table;
  readonly conversations: aws.dynamodb.Table;
};

/** Of carriers' credentials Twilio's only: SendGrid keeps no list to look into, of what was sent or what came in. OpenAI's keys delete what ends. */
const statementsFor = ({
  config,
  account,
  queues,
  replies,
  companies,
  conversations,
}: SweeperFunctionArgs): readonly Statement[] => [
  {
    sid: "FindDueChecks",
    actions: ["dynamodb:Query"],
    resources: [NEXT_CHECK_INDEX, RETENTION_INDEX].map(
      (index) => pulumi.interpolate`${conversations.arn}/index/${index}`,
    ),
  },
  {
    sid: "KeepConversations",
    actions: ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    resources: [conversations.arn],
  },
  { sid: "FindProject", actions: ["dynamodb:GetItem"], resources: [companies.arn] },
  { sid: "QueueAgain", actions: ["sqs:SendMessage"], resources: [...queueArns(queues), replies.queue.arn] },
  readSecrets(
    account,
    credentialsPattern("whatsapp", config.stack),
    credentialsPattern("sms", config.stack),
    ...channels.flatMap((channel) => openaiPatterns(channel, config.stack)),
  ),
];

/** The scheduled function that looks into uncertain sends and picks up what dead workers left behind. */
export const sweeperFunction = (name: string, args: SweeperFunctionArgs): InlineFunction => {
  const { config, queues, replies, companies, conversations } = args;
  const parent = { parent: new pulumi.ComponentResource("ai-multi-comms:infra:SweeperFunction", name) };
  const settings = {
    ...only(config, "reconcileAfterSeconds", "retrySpanSeconds", "carrierTimeoutSeconds", "catchUpSeconds"),
    ...only(config, "openaiUrl", "twilioUrl", "sendgridUrl"),
  };

  const inline = new InlineFunction(
    name,
    {
      config,
      description: "Looks into uncertain sends and picks up what dead workers left behind",
      handler: () => makeSweeper(settings),
      memoryMb: config.processorMemoryMb,
      timeoutSeconds: TIMEOUT_SECONDS,
      environment: {
        COMPANY_TABLE: companies.name,
        CONVERSATIONS_TABLE: conversations.name,
        REPLIES_QUEUE_URL: replies.queue.url,
        ...queueUrls(queues),
      },
      statements: statementsFor(args),
    },
    parent,
  );
  const rule = new aws.cloudwatch.EventRule(
    name,
    { name: namesFor(config.stack)(name), scheduleExpression: sweepExpression(config.sweepSeconds) },
    parent,
  );
  new aws.cloudwatch.EventTarget(name, { rule: rule.name, arn: inline.function.arn }, parent);
  new aws.lambda.Permission(
    name,
    {
      action: "lambda:InvokeFunction",
      function: inline.function.name,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    },
    parent,
  );
  return inline;
};
