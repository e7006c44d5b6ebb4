import type * as aws from "@pulumi/aws";
import type { Alarming } from "./alarming";
import { metricAlarm } from "./metric-alarm";

export type RouterFaultsAlarmArgs = {
  readonly alarming: Alarming;
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
};

/** Alarms when a request to start a conversation is answered 5xx, whether by the router or, in its place, by API Gateway. */
export const routerFaultsAlarm = ({ alarming, api, stage }: RouterFaultsAlarmArgs): aws.cloudwatch.MetricAlarm =>
  metricAlarm("router-5xx", {
    alarming,
    meaning: "A request to start a conversation was answered 5xx; nothing was queued for it.",
    runbook: "requests-answered-5xx",
    namespace: "AWS/ApiGateway",
    metricName: "5XXError",
    // With method and resource: the receipts' answers are not the router's. Needs the stage's detailed metrics.
    dimensions: { ApiName: api.name, Stage: stage.stageName, Method: "POST", Resource: "/initiate-conversation" },
    statistic: "Sum",
    periodSeconds: 60,
    threshold: 1,
  });
