import { readFileSync } from "node:fs";
import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { smokeProject } from "../../infra/deployment/trial";
import { decodeOr } from "../../runtime/codec/json";
import { pulumiJson } from "../ops/project/pulumi";

/** The variables that tell a test which stack to try; AWS's own ones (AWS_REGION, credentials, AWS_ENDPOINT_URL_…) come on top. */
const environmentNames = {
  apiUrl: "AI_MULTI_COMMS_API_URL",
  apiKey: "AI_MULTI_COMMS_API_KEY",
  companyId: "AI_MULTI_COMMS_COMPANY_ID",
  projectId: "AI_MULTI_COMMS_PROJECT_ID",
  companyTable: "AI_MULTI_COMMS_COMPANY_TABLE",
  conversationsTable: "AI_MULTI_COMMS_CONVERSATIONS_TABLE",
  whatsappQueue: "AI_MULTI_COMMS_WHATSAPP_QUEUE_URL",
  smsQueue: "AI_MULTI_COMMS_SMS_QUEUE_URL",
  emailQueue: "AI_MULTI_COMMS_EMAIL_QUEUE_URL",
} as const;

export type StackUnderTest = Readonly<Record<keyof typeof environmentNames, string>>;

/** The stack that the environment names, or an error that lists the variables that are missing. */
export const stackUnderTest = (environment: Readonly<Record<string, string | undefined>>): StackUnderTest => {
  const entries = Object.entries(environmentNames);
  const missing = entries.filter(([, variable]) => (environment[variable] ?? "") === "").map(([, name]) => name);
  if (missing.length > 0) {
    throw new Error(
      `Which stack? Not set: ${missing.join(", ")}. npm run test:e2e -- --stack NAME takes them from the stack's outputs.`,
    );
  }
  return Object.fromEntries(entries.map(([field, variable]) => [field, environment[variable]])) as StackUnderTest;
};

/** Where to look for what the environment does not say. */
type Where = {
  readonly stack?: string | undefined;
  readonly ready?: string | undefined;
  /** COMPANY/PROJECT */
  readonly project?: string | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

const Queue = t.type({ url: t.string });
const Queues = t.type({ whatsapp: Queue, sms: Queue, email: Queue });
const Keys = t.array(t.type({ company_id: t.string, project_id: t.string, value: t.string }));
const Tables = t.type({ company: t.string, conversations: t.string });
const Outputs = t.type({ apiUrl: t.string, apiKeys: Keys, tables: Tables, queueUrls: Queues });
const Ready = t.type({
  region: t.string,
  credentials: t.type({ accessKeyId: t.string, secretAccessKey: t.string }),
  apiUrl: t.string,
  apiKeys: Keys,
  tables: Tables,
  queues: Queues,
  endpoints: t.type({ dynamodb: t.string, sqs: t.string }),
});

const SMOKE_PROJECT = `${smokeProject.company_id}/${smokeProject.project_id}`;

const read = <A>(codec: t.Decoder<unknown, A>, value: unknown, what: string): A => {
  const decoded = decodeOr(codec, (places) => places)(value);
  if (E.isLeft(decoded)) throw new Error(`${what}: ${decoded.left}`);
  return decoded.right;
};

const ofStack = (outputs: t.TypeOf<typeof Outputs>, project: string, stack: string): Environment => {
  const [company, name] = project.split("/");
  const key = outputs.apiKeys.find(({ company_id, project_id }) => company_id === company && project_id === name);
  if (key === undefined) {
    throw new Error(
      `${stack} has no project ${project}: add it (npm run project -- new --stack ${stack}) or name another with --project`,
    );
  }
  const { whatsapp, sms, email } = outputs.queueUrls;
  return {
    [environmentNames.apiUrl]: outputs.apiUrl,
    [environmentNames.apiKey]: key.value,
    [environmentNames.companyId]: key.company_id,
    [environmentNames.projectId]: key.project_id,
    [environmentNames.companyTable]: outputs.tables.company,
    [environmentNames.conversationsTable]: outputs.tables.conversations,
    [environmentNames.whatsappQueue]: whatsapp.url,
    [environmentNames.smsQueue]: sms.url,
    [environmentNames.emailQueue]: email.url,
  };
};

const ofReadyFile = (file: string, project: string): Environment => {
  const { region, credentials, endpoints, queues, ...outputs } = read(
    Ready,
    JSON.parse(readFileSync(file, "utf8")),
    file,
  );
  return {
    ...ofStack({ ...outputs, queueUrls: queues }, project, "local"),
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  };
};

/** The environment of the tests of a stack: what is set already, and the rest from the ready file or from the stack's outputs. */
export const environmentOf = async (
  { stack, ready, project = SMOKE_PROJECT }: Where,
  given: Environment,
): Promise<NodeJS.ProcessEnv> => {
  if (ready !== undefined) return { ...ofReadyFile(ready, project), ...given };
  if (stack === undefined) return { ...given };
  const outputs = await pulumiJson(process.cwd(), ["stack", "output", "--stack", stack, "--json", "--show-secrets"]);
  return { ...ofStack(read(Outputs, outputs, `the outputs of ${stack}`), project, stack), ...given };
};
