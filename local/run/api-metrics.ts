import type { AccessEntry } from "../api-gateway/access-entry";
import type { CloudWatch } from "../cloudwatch/cloud-watch";
import type { Dimensions } from "../cloudwatch/metric";

const valuesOf = ({ status, responseLatency, integrationLatency }: AccessEntry): Readonly<Record<string, number>> => ({
  Count: 1,
  "4XXError": status >= 400 && status < 500 ? 1 : 0,
  "5XXError": status >= 500 ? 1 : 0,
  Latency: responseLatency,
  ...(integrationLatency === undefined ? {} : { IntegrationLatency: integrationLatency }),
});

const dimensionSets = ({ apiName = "", stage, httpMethod, resourcePath }: AccessEntry): readonly Dimensions[] => [
  { ApiName: apiName, Stage: stage },
  ...(resourcePath === undefined
    ? []
    : [{ ApiName: apiName, Stage: stage, Method: httpMethod, Resource: resourcePath }]),
];

/** What API Gateway measures of a request to a stage with detailed metrics. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
export const measureRequest = ({ putMetric }: Pick<CloudWatch, "putMetric">, entry: AccessEntry): void => {
  if (entry.apiName === undefined) return;
  for (const dimensions of dimensionSets(entry))
    for (const [name, value] of Object.entries(valuesOf(entry)))
      putMetric({ namespace: "AWS/ApiGateway", name, value, dimensions, at: entry.at });
};
