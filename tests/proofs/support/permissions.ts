import type { Counting } from "../../../runtime/conversation/spending";
import { type Call, callOn, isAllowed, type Policy } from "../../infra/deployment/evaluate-policies";
import { captured } from "../../infra/helpers/captures";
import { allOf, parsed } from "../../infra/helpers/declared";
import type { Permits } from "./world-options";

const table = (name: string): string => `table/ai-multi-comms-${name}-dev`;
const queue = (channel: string): string => `ai-multi-comms-${channel}-queue-dev`;

type Named = { readonly primary_channel?: string; readonly channel?: string };

const onConversations = (action: string, key: string | undefined): readonly Call[] => [
  { ...callOn(action, table("conversations")), context: { "dynamodb:LeadingKeys": key ?? "" } },
];

const keyIn = ([item]: readonly unknown[]): string | undefined => (item as Named).primary_channel;

/** The calls on AWS that a call of a port stands for (`runtime/adapters`); none, where it goes to a provider. */
const callsOf: Readonly<Record<string, (role: string, args: readonly unknown[]) => readonly Call[]>> = {
  "conversations.putNew": (_, args) => onConversations("dynamodb:PutItem", keyIn(args)),
  "conversations.read": (_, args) => onConversations("dynamodb:GetItem", keyIn(args)),
  "conversations.readGuard": (_, args) => onConversations("dynamodb:GetItem", keyIn(args)),
  "conversations.change": (_, args) =>
    ["dynamodb:UpdateItem", "dynamodb:GetItem"].flatMap((action) => onConversations(action, keyIn(args))),
  "conversations.ofRecipient": (_, [recipient]) => onConversations("dynamodb:Query", String(recipient)),
  "conversations.count": (_, [counting]) =>
    ["dynamodb:UpdateItem", "dynamodb:GetItem"].flatMap((action) =>
      onConversations(action, (counting as Counting).key.primary_channel),
    ),
  "consents.putNew": (_, args) => onConversations("dynamodb:PutItem", keyIn(args)),
  "consents.read": (_, args) => onConversations("dynamodb:GetItem", keyIn(args)),
  "consents.change": (_, args) =>
    ["dynamodb:UpdateItem", "dynamodb:GetItem"].flatMap((action) => onConversations(action, keyIn(args))),
  "checks.due": () => [callOn("dynamodb:Query", `${table("conversations")}/index/next-check-index`)],
  "checks.ending": () => [callOn("dynamodb:Query", `${table("conversations")}/index/retention-index`)],
  "threads.remove": () => [],
  "companies.find": () => [callOn("dynamodb:GetItem", table("company-data"))],
  "secrets.get": (_, [name]) => [callOn("secretsmanager:GetSecretValue", `secret:${name}-AbCdEf`)],
  "queue.send": (_, [message]) => [callOn("sqs:SendMessage", queue((message as Named).channel ?? ""))],
  "visibility.hide": (role) => [callOn("sqs:ChangeMessageVisibility", queue(role.replace(/-processor$/, "")))],
  "assistant.open": () => [],
  "assistant.ask": () => [],
  "assistant.close": () => [],
  "carrier.send": () => [],
  "carrier.list": () => [],
  "carrier.templateVariables": () => [],
};

/** The policies of the functions' roles by the function's name, as the program declares them. */
export const declaredPolicies = async (): Promise<Readonly<Record<string, Policy>>> =>
  Object.fromEntries(
    allOf(await captured("dev"), "iam/rolePolicy:RolePolicy").map(({ name, inputs }) => [
      name,
      parsed(inputs.policy) as Policy,
    ]),
  );

/** Each function is refused what its role's policy does not allow. */
export const permitsOf = (policies: Readonly<Record<string, Policy>>): Permits => {
  const known = new Map<string, boolean>();
  return (role, port, args) => {
    const policy = policies[role];
    const calls = callsOf[port];
    if (policy === undefined || calls === undefined) throw new Error(`nothing is known of ${role} and ${port}`);
    return calls(role, args).every((call) => {
      const name = JSON.stringify([role, call]);
      const allowed = known.get(name) ?? isAllowed([policy], call);
      known.set(name, allowed);
      return allowed;
    });
  };
};
