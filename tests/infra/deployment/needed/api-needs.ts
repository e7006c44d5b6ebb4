import type { Need, Needs } from "./need";

const at = (path: string): string => `arn:aws:apigateway:eu-north-1::${path}`;

/** A collection, and one of it. */
const inCollection = (collection: string, id: string): readonly Need[] => [
  { resource: at(collection), create: ["apigateway:POST"] },
  {
    resource: at(`${collection}/${id}`),
    read: ["apigateway:GET"],
    update: ["apigateway:PATCH"],
    delete: ["apigateway:DELETE"],
  },
];

const tags = (path: string): Need => ({
  resource: at(`/tags/${encodeURIComponent(at(path))}`),
  update: ["apigateway:PUT", "apigateway:DELETE"],
});

export const apiNeeds: Needs = {
  "aws:apigateway/restApi:RestApi": ({ id }) => [
    ...inCollection("/restapis", id),
    { resource: at(`/restapis/${id}`), update: ["apigateway:PUT"] },
    tags(`/restapis/${id}`),
  ],
  "aws:apigateway/deployment:Deployment": ({ id, inputs }) =>
    inCollection(`/restapis/${String(inputs.restApi)}/deployments`, id),
  "aws:apigateway/stage:Stage": ({ inputs }) => [
    ...inCollection(`/restapis/${String(inputs.restApi)}/stages`, String(inputs.stageName)),
    tags(`/restapis/${String(inputs.restApi)}/stages/${String(inputs.stageName)}`),
  ],
  "aws:apigateway/methodSettings:MethodSettings": ({ inputs }) => [
    {
      resource: at(`/restapis/${String(inputs.restApi)}/stages/${String(inputs.stageName)}`),
      read: ["apigateway:GET"],
      create: ["apigateway:PATCH"],
    },
  ],
  "aws:apigateway/apiKey:ApiKey": ({ id }) => [...inCollection("/apikeys", id), tags(`/apikeys/${id}`)],
  "aws:apigateway/usagePlan:UsagePlan": ({ id }) => [...inCollection("/usageplans", id), tags(`/usageplans/${id}`)],
  "aws:apigateway/usagePlanKey:UsagePlanKey": ({ inputs }) =>
    inCollection(`/usageplans/${String(inputs.usagePlanId)}/keys`, String(inputs.keyId)),
  "aws:apigateway/account:Account": ({ inputs }) => [
    { resource: at("/account"), read: ["apigateway:GET"], create: ["apigateway:PATCH"] },
    {
      resource: String(inputs.cloudwatchRoleArn),
      context: { "iam:PassedToService": "apigateway.amazonaws.com" },
      create: ["iam:PassRole"],
    },
  ],
  "aws:wafv2/webAclAssociation:WebAclAssociation": ({ inputs }) => [
    {
      resource: String(inputs.webAclArn),
      read: ["wafv2:GetWebACLForResource", "wafv2:GetWebACL"],
      create: ["wafv2:AssociateWebACL"],
    },
    {
      resource: String(inputs.resourceArn),
      read: ["wafv2:GetWebACLForResource"],
      create: ["wafv2:AssociateWebACL", "apigateway:SetWebACL"],
      delete: ["wafv2:DisassociateWebACL", "apigateway:SetWebACL"],
    },
  ],
};
