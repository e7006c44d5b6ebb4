import "./infra/require-node";
import "./infra/lean-pulumi";
import * as pulumi from "@pulumi/pulumi";
import { deploymentAccount } from "./infra/account";
import {
  alarmTopic,
  costAlarms,
  MOST_EVENT_WAIT_SECONDS,
  MOST_REPLY_AGE_SECONDS,
  QueueAlarms,
  sharedAlarms,
} from "./infra/alarms/alarms";
import { RestApi } from "./infra/api/rest-api";
import { AuditTrail } from "./infra/audit/audit-trail";
import { currentConfig } from "./infra/config/stack-config";
import { stackDashboard } from "./infra/dashboard/stack-dashboard";
import { bucketForAttachments } from "./infra/data/attachments";
import { protectPrecious } from "./infra/data/precious";
import { channelQueues, queueForEvents, queueForReplies } from "./infra/data/queues";
import { consentKey, namedSecret, receiptKey } from "./infra/data/secrets";
import { companyTable, conversationsTable } from "./infra/data/tables";
import { declareDeployment } from "./infra/deployment/deployment-roles";
import { deskFunction } from "./infra/functions/desk";
import { eventsFunction } from "./infra/functions/events";
import { inboundFunction } from "./infra/functions/inbound";
import { processorFunction } from "./infra/functions/processor";
import { receiptsFunction } from "./infra/functions/receipts";
import { repliesFunction } from "./infra/functions/replies";
import { routerFunction } from "./infra/functions/router";
import { sweeperFunction } from "./infra/functions/sweeper";
import { webhooksFunction } from "./infra/functions/webhooks";
import { metricNamespace, namesFor, openaiKey } from "./infra/names";
import { inboundAddresses as addressesForPeople, sendGridWebhooks } from "./infra/tenant/handed-over";
import { tierPlans } from "./infra/tenant/plans";
import { Project } from "./infra/tenant/project";
import { channels } from "./runtime/request/request";

const config = currentConfig();
const names = namesFor(config.stack);
const account = deploymentAccount();

protectPrecious(config);

export const deploymentRoles = declareDeployment(names, config, account);

const companies = companyTable(names, config);
const conversations = conversationsTable(names, config);
if (config.auditTrail) new AuditTrail("audit", { names, config, account, tables: [companies, conversations] });
const queues = channelQueues(names, config);
const topic = alarmTopic(names, config);
const alarming = { names, namespace: metricNamespace(config.stack), topic };

const key = receiptKey(config);
const { name: consentKeyName } = consentKey(config);

const router = routerFunction("router", { config, companies, conversations, queues });
const desk = deskFunction("desk", { config, companies, conversations });
const keyNames = { receiptKeyName: key.name, consentKeyName };
const receipts = receiptsFunction("receipts", { config, account, conversations, ...keyNames });
const replies = queueForReplies(names, config);
const attachments = bucketForAttachments(config, account);
const inbound = inboundFunction("inbound", {
  config,
  account,
  companies,
  conversations,
  replies,
  attachments,
  ...keyNames,
});
const handlers = {
  router: router.function,
  desk: desk.function,
  receipts: receipts.function,
  inbound: inbound.function,
};
const { api, stage, accessLogs, url } = new RestApi("api", { names, config, account, handlers });

export const apiUrl = url;
export const receiptsUrl = pulumi.interpolate`${url}/receipts`;
const unsubscribeUrl = pulumi.interpolate`${url}/unsubscribe`;

const processors = channels.map((channel) => {
  namedSecret(openaiKey(channel), config);
  const queue = queues[channel];
  const shared = { channel, config, account, queue, conversations };
  const processor = processorFunction(`${channel}-processor`, { ...shared, ...keyNames, receiptsUrl, unsubscribeUrl });
  new QueueAlarms(channel, {
    alarming,
    queue,
    consumer: processor,
    consumerName: `${channel}-processor`,
    // Jitter lengthens the span by up to a half.
    mostAgeSeconds: Math.ceil(config.retrySpanSeconds * 2),
  });
  return processor;
});

const recorder = repliesFunction("replies", { config, account, queue: replies, companies, conversations, ...keyNames });
new QueueAlarms("replies", {
  alarming,
  queue: replies,
  consumer: recorder,
  consumerName: "replies",
  mostAgeSeconds: MOST_REPLY_AGE_SECONDS,
});

const events = queueForEvents(names, config);
const teller = eventsFunction("events", { config, companies, conversations, queue: events });
const poster = webhooksFunction("webhooks", { config, account, queue: events, companies });
new QueueAlarms("webhooks", {
  alarming,
  queue: events,
  consumer: poster,
  consumerName: "webhooks",
  mostAgeSeconds: MOST_EVENT_WAIT_SECONDS,
});

const sweeper = sweeperFunction("sweeper", { config, account, queues, replies, companies, conversations });
costAlarms(config, alarming);
sharedAlarms({
  alarming,
  api,
  stage,
  accessLogs,
  desk,
  receipts,
  inbound,
  replies: recorder,
  sweeper,
  events: teller,
  sweepSeconds: config.sweepSeconds,
});

const plans = tierPlans(names, config, stage);
const projects = config.projects.map(
  (project) => new Project({ names, config, project, companies, conversations, stage, tierPlans: plans }),
);
const functions = [router, desk, receipts, inbound, recorder, ...processors, sweeper, teller, poster];

export const apiId = api.id;
export const apiKeys = pulumi.secret(pulumi.all(projects.map(({ keys }) => keys)).apply((keys) => keys.flat()));
export const webhooks = sendGridWebhooks(config.projects, receiptsUrl, key);
export const inboundAddresses = addressesForPeople(config.projects, url, key);
export const tables = { company: companies.name, conversations: conversations.name };
export const queueUrls = Object.fromEntries(
  channels.map((channel) => [channel, { url: queues[channel].queue.url, dlqUrl: queues[channel].deadLetters.url }]),
);
export const repliesQueue = { url: replies.queue.url, dlqUrl: replies.deadLetters.url };
export const eventsQueue = { url: events.queue.url, dlqUrl: events.deadLetters.url };
export const attachmentsBucket = attachments.bucket;
export const topicArn = topic.arn;
export const dashboardUrl = stackDashboard(config.stack, account);
export const functionNames = functions.map((inline) => inline.function.name);
