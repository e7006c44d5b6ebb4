import { isRecordedType } from "./recorded-types";
import { type ResourceRule, recordedRule } from "./resource-rule";
import { resourceRules } from "./resource-rules";

/** For these recorded types, what Pulumi replaces the resource for; any other one is changed in its record. */
const replaced: Readonly<Record<string, ResourceRule["replaceOn"]>> = {
  "aws:lambda/permission:Permission": "all",
  "aws:apigateway/deployment:Deployment": "all",
  "aws:cloudwatch/logGroup:LogGroup": ["name"],
  "aws:wafv2/webAclAssociation:WebAclAssociation": "all",
};

/** Whether the local run knows what a resource of the type means here, if only that it means nothing. */
export const isKnownType = (type: string): boolean => Object.hasOwn(resourceRules, type) || isRecordedType(type);

/** The rule of a type; one that nobody knows is replaced whatever changes. */
export const ruleOf = (type: string): ResourceRule =>
  resourceRules[type] ?? { ...recordedRule, replaceOn: isKnownType(type) ? (replaced[type] ?? []) : "all" };
