import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { channelSetup } from "../company/channel-setup";
import type { CompaniesUnreadable } from "../ports/companies";
import type { SecretMissing } from "../ports/secrets";
import type { Channel } from "../request/channel";
import type { CarrierCredentials } from "../secrets/carrier-credentials";
import { readCredentials } from "../secrets/read-credentials";
import type { ReceiptsEnv } from "./receipts-env";
import type { Forged, ProjectReference } from "./reference";

const forged = (): Forged => ({ _tag: "Forged" });

/** The carrier credentials of the project that a reference names. */
export const projectCredentials = (
  { company_id, project_id }: Pick<ProjectReference, "company_id" | "project_id">,
  channel: Channel,
): RTE.ReaderTaskEither<ReceiptsEnv, Forged | CompaniesUnreadable | SecretMissing, CarrierCredentials> =>
  pipe(
    RTE.asks(({ companies }: ReceiptsEnv) => companies.find({ company_id, project_id })),
    RTE.chainTaskEitherK((find) => find),
    RTE.chainEitherKW(E.fromOption(forged)),
    RTE.chainEitherKW((record) => pipe(channelSetup(record, channel), E.mapLeft(forged))),
    RTE.chainW(({ credentialsName }) => readCredentials(channel, credentialsName)),
  );
