import * as E from "fp-ts/Either";
import { credentialsKey, secretName } from "../../../../infra/names";
import type { CarrierCredentials } from "../../../../runtime/company/channel-setup";
import { BODY } from "../../../../runtime/company/channel-setup";
import { type Channel, channels } from "../../../../runtime/request/request";
import { readCredentials, requireSender } from "../../../../runtime/secrets";
import type { StackInEffect } from "../stack-in-effect";
import { type Finding, ok, type Subject, warning, wrong } from "./finding";

const TIMEOUT_MS = 15_000;

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

const templateFinding = async (
  channel: Channel,
  written: readonly string[],
  credentials: CarrierCredentials,
  { carriers }: Pick<StackInEffect, "carriers">,
): Promise<Finding> => {
  const subject = `${channel} template`;
  const told = await carriers[channel].templateVariables(credentials, TIMEOUT_MS)();
  if (E.isLeft(told)) {
    const { _tag, reason } = told.left;
    return (_tag === "TemplateRefused" ? wrong : warning)(
      subject,
      `the carrier does not tell its variables (${reason})`,
    );
  }
  const inTemplate = told.right;
  if (inTemplate !== undefined) {
    return sameNames(inTemplate, written)
      ? ok(subject, `has the assistant's variables: ${written.join(", ")}`)
      : wrong(subject, `has the variables ${inTemplate.join(", ")}, content_variables has ${written.join(", ")}`);
  }
  if (credentials._tag === "Twilio" && credentials.twilio_template_sid === undefined) {
    return ok(subject, `none: the assistant writes the ${BODY}`);
  }
  return credentials._tag === "SendGrid"
    ? ok(subject, "SendGrid does not tell a template's variables: not compared")
    : warning(subject, "Twilio refuses to tell its variables: look at the account, token and template in the secret");
};

/** Without the key nobody can tell SendGrid's receipts from forged ones, and all are refused. */
const receiptFindings = (channel: Channel, credentials: CarrierCredentials): readonly Finding[] =>
  credentials._tag === "SendGrid" && credentials.sendgrid_webhook_public_key === undefined
    ? [warning(`${channel} receipts`, "sendgrid_webhook_public_key is not in the secret: SendGrid's are all refused")]
    : [];

const channelFindings = async (
  channel: Channel,
  { project, stack, inEffect }: Subject,
): Promise<readonly Finding[]> => {
  const subject = `${channel} credentials`;
  const setup = project.channels[channel];
  if (setup === undefined) return [];
  if (setup.simulate === true) return [ok(subject, "none needed: the channel is simulated")];
  const name = secretName(credentialsKey(channel, project), stack);
  const read = E.chain(requireSender(name, setup.sender))(await readCredentials(channel, name)(inEffect)());
  if (E.isLeft(read)) return [wrong(subject, read.left.reason)];
  const written = Object.keys(setup.assistant.content_variables);
  return [
    ok(subject, "present and well formed"),
    ...receiptFindings(channel, read.right),
    await templateFinding(channel, written, read.right, inEffect),
  ];
};

/** The carriers' secrets of a project, by the runtime's own codecs, and whether their templates take what the assistant fills. */
export const carrierFindings = async (subject: Subject): Promise<readonly Finding[]> =>
  (await Promise.all(channels.map((channel) => channelFindings(channel, subject)))).flat();
