import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { NotDone } from "../../command-line";

const QUESTION = "Action=GetCallerIdentity&Version=2011-06-15";
const TIMEOUT_MS = 10_000;

/** A region's own endpoint ("AWS STS endpoints and quotas"), unless the SDK's variables name another for the service or for all. */
const endpointIn = (region: string): string =>
  process.env.AWS_ENDPOINT_URL_STS ??
  process.env.AWS_ENDPOINT_URL ??
  `https://sts.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;

const identityOf = async (client: SecretsManagerClient): Promise<string> => {
  const region = await client.config.region();
  const { protocol, hostname, port, origin } = new URL(endpointIn(region));
  const signer = await client.config.signer({
    name: "sigv4",
    signingName: "sts",
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
    body: QUESTION,
  });
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(origin, { method: "POST", headers, body: QUESTION, signal });
  const [, arn] = /<Arn>(arn:[^<\s]+)<\/Arn>/.exec(await answer.text()) ?? [];
  if (!answer.ok || arn === undefined) throw new Error(`status ${answer.status}`);
  return arn;
};

/**
 * Who AWS takes this command's user for: the ARN of a user, or of a role and the name of its session. Whoever has credentials
 * may ask that, and nobody may be kept from it (STS API reference, GetCallerIdentity).
 */
export const awsCaller = async (region: string | undefined): Promise<string> => {
  // The SDK's own credentials and signature; a client of the service itself is no dependency for one question.
  const client = new SecretsManagerClient(region === undefined ? {} : { region });
  try {
    return await identityOf(client);
  } catch (error) {
    throw new NotDone(
      `AWS does not say who you are (STS, ${error instanceof Error ? error.message : "no answer"}), and what is done is recorded with that`,
    );
  } finally {
    client.destroy();
  }
};
