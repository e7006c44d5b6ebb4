import type * as aws from "@pulumi/aws";
import type { InlineFunction } from "../inline-function";
import type { Alarming } from "./alarming";
import { criticalFailureAlarm } from "./critical-failure-alarm";
import { functionAlarms } from "./function-alarms";
import { routerFaultsAlarm } from "./router-faults-alarm";
import { uncertainSendsAlarm } from "./uncertain-sends-alarm";

export type SharedAlarmsArgs = {
  readonly alarming: Alarming;
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
  readonly receipts: InlineFunction;
  readonly sweeper: InlineFunction;
};

/** The alarms of what all channels share. */
export const sharedAlarms = ({ alarming, api, stage, receipts, sweeper }: SharedAlarmsArgs): void => {
  routerFaultsAlarm({ alarming, api, stage });
  uncertainSendsAlarm(alarming, sweeper.logGroup);
  for (const [name, { logGroup, function: handler }] of Object.entries({ receipts, sweeper })) {
    criticalFailureAlarm({ name, alarming, logGroup });
    functionAlarms({ name, alarming, handler });
  }
};
