import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { type Company, credentialsNameOf } from "../company/company";
import { InboundReference, openReference } from "../conversation/reference";
import type { Step } from "../step";
import { type InboundEnv, type InboundFailure, type InboundRequest, later } from "./inbound-request";

/** Where a message was posted to: a sender of ours or its mail domain, the project's record, and its carrier's secret. */
export type Addressed = InboundReference & { readonly company: Company; readonly credentialsName: string };

const withProject =
  (opened: InboundReference): Step<InboundEnv, InboundFailure, Addressed> =>
  ({ companies }) =>
    pipe(
      companies.find(opened),
      TE.mapLeft(later),
      TE.chainOptionK(() => later({ _tag: "ProjectGone" }))((found) =>
        pipe(
          O.Do,
          O.apS("company", found),
          O.bind("credentialsName", ({ company }) => credentialsNameOf(company, opened.channel)),
        ),
      ),
      TE.map((project) => ({ ...opened, ...project })),
    );

/** Opens the reference in the address that a carrier posted to. */
export const addressed = ({ ref }: InboundRequest): Step<InboundEnv, InboundFailure, Addressed> =>
  pipe(
    ({ secrets, settings }: InboundEnv) => secrets.get(settings.receiptKeyName),
    RTE.mapLeft(later),
    RTE.chainEitherKW((key) => openReference(InboundReference)(key, ref)),
    RTE.chainW(withProject),
  );
