import type * as aws from "@pulumi/aws";
import type { Names } from "../stack-names";

/** What all alarms of the stack have in common. */
export type Alarming = {
  readonly names: Names;
  /** Of the metrics that are taken from log lines. */
  readonly namespace: string;
  /** Who is told. */
  readonly topic: aws.sns.Topic;
};
