import type { StackConfig } from "../config/stack-config";
import { STACK_TAG } from "../names";
import { type Place, regional } from "./arns";
import type { Condition, Grant } from "./grant";

const gateway = ({ partition, region }: Place, path: string): string =>
  `arn:${partition}:apigateway:${region}::${path}`;

const COLLECTIONS = ["/restapis", "/apikeys", "/usageplans"];

const tagged = (of: "aws:ResourceTag" | "aws:RequestTag", { stack }: Place): Condition => ({
  StringEquals: { [`${of}/${STACK_TAG}`]: stack },
});

/**
 * API Gateway gives random ids, so a tag says whose an API, key or plan is; what is inside has it from what it is in
 * (API Gateway developer guide, "API Gateway resources that can be tagged"). The tag is given at the making and never
 * later: that takes the permission to write the tags of `*`, not of an id, and whoever could tag another stack's API had it.
 */
const tagGrants = (place: Place): readonly Grant[] => [
  {
    sid: "Apis",
    read: ["apigateway:GET"],
    write: ["apigateway:POST", "apigateway:PUT", "apigateway:PATCH", "apigateway:DELETE"],
    when: tagged("aws:ResourceTag", place),
    on: COLLECTIONS.map((path) => gateway(place, `${path}/*`)),
    reason: "The condition names the stack",
  },
  {
    sid: "NewApis",
    write: ["apigateway:POST"],
    when: tagged("aws:RequestTag", place),
    on: COLLECTIONS.map((path) => gateway(place, path)),
    reason: "The condition names the stack",
  },
  {
    sid: "NewApiTags",
    write: ["apigateway:PUT"],
    when: tagged("aws:RequestTag", place),
    on: COLLECTIONS.map((path) => gateway(place, `/tags/${encodeURIComponent(gateway(place, `${path}/`))}\${*}`)),
    reason: "The condition names the stack",
  },
];

const foundWebAcl = (wafArn: string): Grant => ({
  sid: "WebAcl",
  read: ["wafv2:GetWebACL", "wafv2:GetWebACLForResource"],
  write: ["wafv2:AssociateWebACL"],
  on: [wafArn],
  reason: "The web ACL is the configured one, made elsewhere under a name of its own",
});

const ownWebAcl = (place: Place): Grant => ({
  sid: "OwnWebAcl",
  read: ["wafv2:GetWebACL", "wafv2:GetWebACLForResource", "wafv2:ListTagsForResource"],
  write: [
    "wafv2:CreateWebACL",
    "wafv2:UpdateWebACL",
    "wafv2:DeleteWebACL",
    "wafv2:AssociateWebACL",
    "wafv2:TagResource",
    "wafv2:UntagResource",
  ],
  on: [regional(place, "wafv2", `regional/webacl/ai-multi-comms-api-${place.stack}/*`)],
});

const webAcl = (place: Place, wafArn: string | undefined): readonly Grant[] => [
  wafArn === undefined ? ownWebAcl(place) : foundWebAcl(wafArn),
  {
    sid: "GuardedStages",
    read: ["wafv2:GetWebACLForResource"],
    write: ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "apigateway:SetWebACL"],
    on: [gateway(place, `/restapis/*/stages/${place.stack}`)],
  },
];

/** The API, its keys and usage plans, a look at the account's log setting where this stack makes it, and the web ACL's association. */
export const apiGrants = (
  place: Place,
  settings: Pick<StackConfig, "manageApiGatewayAccount" | "wafArn" | "addressRateLimit">,
): readonly Grant[] => [
  ...tagGrants(place),
  ...(settings.manageApiGatewayAccount
    ? [
        {
          sid: "ApiAccount",
          read: ["apigateway:GET"],
          on: [gateway(place, "/account")],
          reason: "The role by which API Gateway writes logs is one setting of the whole account",
        },
      ]
    : []),
  ...(settings.wafArn === undefined && settings.addressRateLimit === undefined ? [] : webAcl(place, settings.wafArn)),
];
