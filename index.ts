import * as pulumi from "@pulumi/pulumi";
import { deploymentAccount } from "./infra/account";
import { alarmTopic } from "./infra/alarm-topic";
import { RestApi } from "./infra/api/rest-api";
import { ChannelAlarms } from "./infra/channel-alarms";
import { channelQueues } from "./infra/channel-queues";
import { companyTable } from "./infra/company-table";
import { currentConfig } from "./infra/config/current-config";
import { conversationsTable } from "./infra/conversations-table";
import { namedSecret } from "./infra/named-secret";
import { ProcessorFunction } from "./infra/processor-function";
import { Project } from "./infra/project";
import { routerFunction } from "./infra/router-function";
import { openaiKey } from "./infra/secret-names";
import { referToRuntime } from "./infra/ship/refer-to-runtime";
import { namesFor } from "./infra/stack-names";
import { channels } from "./runtime/request/channel";

referToRuntime(process.cwd());

const config = currentConfig();
const names = namesFor(config.stack);
const account = deploymentAccount();

const companies = companyTable(names, config);
const conversations = conversationsTable(names, config);
const queues = channelQueues(names, config);
const topic = alarmTopic(names, config);

const router = routerFunction({ names, config, companies, queues });
const { api, stage, url } = new RestApi("api", { names, config, router: router.function });

const processors = channels.map((channel) => {
  namedSecret(openaiKey(channel), config);
  const queue = queues[channel];
  const processor = new ProcessorFunction(`${channel}-processor`, {
    channel,
    names,
    config,
    account,
    queue,
    conversations,
  });
  new ChannelAlarms(channel, { channel, names, queue, processor, topic });
  return processor.inline.function;
});

const projects = config.projects.map((project) => new Project({ names, config, project, companies, stage }));

export const apiUrl = url;
export const apiId = api.id;
export const receiptsUrl = pulumi.interpolate`${url}/receipts`;
export const apiKeys = pulumi.secret(pulumi.all(projects.map(({ key }) => key)));
export const tables = { company: companies.name, conversations: conversations.name };
export const queueUrls = Object.fromEntries(
  channels.map((channel) => [channel, { url: queues[channel].queue.url, dlqUrl: queues[channel].deadLetters.url }]),
);
export const topicArn = topic.arn;
export const functionNames = [router.function, ...processors].map(({ name }) => name);
