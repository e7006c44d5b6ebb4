import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RIO from "fp-ts/ReaderIO";
import * as TE from "fp-ts/TaskEither";
import { channelSetup } from "../company/channel-setup";
import type { ContextObject } from "../context/context-object";
import type { HasSecrets } from "../ports/secrets";
import type { HasSettings } from "./processor-env";

/** Names of the secrets that the message's conversation will need; none, where the company record is to be refused. */
const secretsFor = ({ company_data_payload, frontend_payload }: ContextObject, receiptKey: string): readonly string[] =>
  pipe(
    channelSetup(company_data_payload, frontend_payload.request_data.channel_method),
    E.match(
      () => [],
      ({ simulate, credentialsName, assistantKeyName }) => [
        ...(simulate ? [] : [credentialsName]),
        assistantKeyName,
        receiptKey,
      ],
    ),
  );

/**
 * Begins to read the secrets without waiting for them, so that a cold container reads while it claims. Secrets are remembered, and
 * reads at the same time are shared: whoever needs one later has it, or hears why not.
 */
export const readAhead =
  (context: ContextObject): RIO.ReaderIO<HasSecrets & HasSettings, void> =>
  ({ secrets, settings }) =>
  () => {
    for (const name of secretsFor(context, settings.receiptKeyName))
      void TE.tryCatch(
        () => secrets.get(name)(),
        () => undefined,
      )();
  };
