import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { NotDone, wordsOf } from "../../command-line";

const TIMEOUT_MS = 10_000;

type Service = "sts" | "sns";

/** A region's own endpoint ("AWS STS endpoints and quotas"), unless the SDK's variables name another for the service or for all. */
const endpointIn = (service: Service, region: string): string =>
  process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ??
  process.env.AWS_ENDPOINT_URL ??
  `https://${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;

/** Asks a service that takes forms and answers in XML. */
const ask = async (client: SecretsManagerClient, service: Service, question: string): Promise<string> => {
  const region = await client.config.region();
  const { protocol, hostname, port, origin } = new URL(endpointIn(service, region));
  const signer = await client.config.signer({
    name: "sigv4",
    signingName: service,
    signingRegion: region,
    properties: {},
  });
  const { headers } = await signer.sign({
    method: "POST",
    protocol,
    hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    path: "/",
    query: {},
    headers: {
      host: port === "" ? hostname : `${hostname}:${port}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: question,
  });
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(origin, { method: "POST", headers, body: question, signal });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.text();
};

const identityOf = async (client: SecretsManagerClient): Promise<string> => {
  const [, arn] =
    /<Arn>(arn:[^<\s]+)<\/Arn>/.exec(await ask(client, "sts", "Action=GetCallerIdentity&Version=2011-06-15")) ?? [];
  if (arn === undefined) throw new Error("no ARN in its answer");
  return arn;
};

/** The SDK's own credentials and signature; a client of the service itself is no dependency for one question. */
const withClient = async <A>(
  region: string | undefined,
  use: (client: SecretsManagerClient) => Promise<A>,
  failure: (reason: string) => string,
): Promise<A> => {
  const client = new SecretsManagerClient(region === undefined ? {} : { region });
  try {
    return await use(client);
  } catch (error) {
    throw new NotDone(failure(wordsOf(error)));
  } finally {
    client.destroy();
  }
};

/**
 * Who AWS takes this command's user for: the ARN of a user, or of a role and the name of its session. Whoever has credentials
 * may ask that, and nobody may be kept from it (STS API reference, GetCallerIdentity).
 */
export const awsCaller = (region: string | undefined): Promise<string> =>
  withClient(
    region,
    identityOf,
    (reason) => `AWS does not say who you are (STS, ${reason}), and what is done is recorded with that`,
  );

/** How many get what a topic of this account publishes, and how many have not confirmed yet that they want it. */
export type Subscribers = { readonly confirmed: number; readonly pending: number };

/** An unconfirmed subscription has a word in place of its ARN (SNS API reference, ListSubscriptionsByTopic). */
const subscribersIn = (answer: string): Subscribers => ({
  confirmed: answer.match(/<SubscriptionArn>arn:/g)?.length ?? 0,
  pending: answer.match(/<SubscriptionArn>PendingConfirmation</g)?.length ?? 0,
});

export const topicSubscribers = (region: string | undefined, topic: string): Promise<Subscribers> =>
  withClient(
    region,
    async (client) => {
      const [, partition, , , account] = (await identityOf(client)).split(":");
      const arn = `arn:${partition}:sns:${await client.config.region()}:${account}:${topic}`;
      const question = `Action=ListSubscriptionsByTopic&Version=2010-03-31&TopicArn=${encodeURIComponent(arn)}`;
      return subscribersIn(await ask(client, "sns", question));
    },
    (reason) => `AWS does not say who gets the alarms (${reason})`,
  );
