import { behind, ofType, stackRule } from "../stack-rule";
import { QUEUE } from "../types";
import { listOf, recordOf, statementsOf } from "../values";

const refusesPlainText = (policy: unknown): boolean =>
  statementsOf(policy).some(
    ({ Effect, Principal, Action, Condition }) =>
      Effect === "Deny" &&
      Principal === "*" &&
      listOf(Action).includes("sqs:*") &&
      recordOf(recordOf(Condition).Bool)["aws:SecureTransport"] === "false",
  );

export const queuesNeedTls = stackRule({
  name: "queues-need-tls",
  description: "Queues refuse calls without TLS",
  faults: (resources) => {
    const guarded = new Set(
      ofType(resources, "aws:sqs/queuePolicy:QueuePolicy")
        .filter(({ props }) => refusesPlainText(props.policy))
        .flatMap((policy) => behind(policy, "queueUrl", QUEUE))
        .map(({ urn }) => urn),
    );
    return ofType(resources, QUEUE)
      .filter(({ urn }) => !guarded.has(urn))
      .map((queue) => [queue, "takes calls without TLS"] as const);
  },
});
