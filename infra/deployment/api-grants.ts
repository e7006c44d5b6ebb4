import type { StackConfig } from "../config/stack-config";
import { type Place, regional } from "./arns";
import type { Grant } from "./grant";

const IDS = "API Gateway gives APIs, keys and plans random ids, and new projects need new ones";

const gateway = ({ partition, region }: Place, path: string): string =>
  `arn:${partition}:apigateway:${region}::${path}`;

const account = (place: Place): Grant => ({
  sid: "ApiAccount",
  read: ["apigateway:GET"],
  write: ["apigateway:PATCH"],
  on: [gateway(place, "/account")],
  reason: "The role by which API Gateway writes logs is one setting of the whole account",
});

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

/** The API, its keys and usage plans, the account's log setting where this stack makes it, and the web ACL's association. */
export const apiGrants = (
  place: Place,
  settings: Pick<StackConfig, "manageApiGatewayAccount" | "wafArn" | "addressRateLimit">,
): readonly Grant[] => [
  {
    sid: "Apis",
    read: ["apigateway:GET"],
    write: ["apigateway:POST", "apigateway:PUT", "apigateway:PATCH", "apigateway:DELETE"],
    on: ["/restapis", "/restapis/*", "/apikeys", "/apikeys/*", "/usageplans", "/usageplans/*"].map((path) =>
      gateway(place, path),
    ),
    reason: IDS,
  },
  {
    sid: "ApiTags",
    read: ["apigateway:GET"],
    write: ["apigateway:PUT", "apigateway:DELETE"],
    on: [gateway(place, "/tags/*")],
    reason: IDS,
  },
  ...(settings.manageApiGatewayAccount ? [account(place)] : []),
  ...(settings.wafArn === undefined && settings.addressRateLimit === undefined ? [] : webAcl(place, settings.wafArn)),
];
