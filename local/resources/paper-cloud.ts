import { randomUUID } from "node:crypto";
import { readApi } from "../api-gateway/read-api";
import { requireAlarm } from "../cloudwatch/alarm";
import { makeMetricFilter } from "../cloudwatch/metric-filter";
import { makeMetricStore } from "../cloudwatch/metric-store";
import { functionSpecFaults } from "../lambda/function-spec-faults";
import type { Cloud } from "./cloud";

const nothing = () => undefined;

/** What DynamoDB answers when all goes well, as far as the handlers look at it. */
const usable = { Table: { TableStatus: "ACTIVE" } };

/** A client that answers without sending anything. */
const paperClient = <Client extends object>(client: Client, answer: object): Client =>
  new Proxy(client, {
    get: (target, name) => (name === "send" ? async () => answer : Reflect.get(target, name)),
  });

/**
 * The cloud as a rehearsal has it: what a service would refuse by its declaration alone is refused, nothing is changed.
 * Functions' archives are unpacked, each to its own folder, where nothing runs yet.
 */
export const paperCloud = (cloud: Cloud): Cloud => ({
  ...cloud,
  dynamo: paperClient(cloud.dynamo, usable),
  sqs: paperClient(cloud.sqs, {}),
  sns: async () => "",
  lambda: {
    deploy: async (spec) => {
      const faults = functionSpecFaults(spec);
      if (faults.length > 0) throw new Error(`Function ${spec.name} cannot be deployed: ${faults.join("; ")}`);
    },
    remove: async () => undefined,
  },
  apiGateway: {
    url: cloud.apiGateway.url,
    putApi: (api) => void readApi(api),
    removeApi: nothing,
    putStage: nothing,
    removeStage: nothing,
    setThrottle: nothing,
    putApiKey: nothing,
    removeApiKey: nothing,
    putUsagePlan: nothing,
    removeUsagePlan: nothing,
    addUsagePlanKey: nothing,
    removeUsagePlanKey: nothing,
  },
  cloudWatch: {
    putMetricFilter: (filter) => void makeMetricFilter(filter, makeMetricStore(Date.now)),
    removeMetricFilter: nothing,
    putAlarm: requireAlarm,
    removeAlarm: nothing,
  },
  secrets: {
    ...cloud.secrets,
    create: (name, options) => {
      if (cloud.secrets.names().includes(name))
        throw new Error(`there is already a secret "${name}", or a deleted one`);
      return { arn: options?.arn ?? "" };
    },
    put: () => ({ arn: "", versionId: randomUUID() }),
    delete: nothing,
  },
  warn: nothing,
});
