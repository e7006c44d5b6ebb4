import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { decodeOr, type JsonObject } from "../codec/json";
import { type ChannelSetup, channelSetup } from "../company/channel-setup";
import { AllowedChannels, boundKeys, CompanyRecord } from "../company/company";
import type { HasCompanies } from "../ports/companies";
import type { Channel } from "../request/request";
import type { CompanyData } from "../request/validate-request";
import type { Step } from "../step";
import { type Rejection, rejection } from "./rejection";

/** One answer for "no such project" and "not your project", so that a tenant cannot probe another; only the log tells. */
const notFound = (detail: string) => (): Rejection =>
  rejection("COMPANY_NOT_FOUND", "No such company and project for this API key", detail);

const unreadable = (): Rejection => rejection("DATABASE_ERROR", "The company record cannot be read at the moment");

/** The project's record, if the caller's API key is one of its own. */
export const findProject = (project: CompanyData, apiKeyId: string): Step<HasCompanies, Rejection, JsonObject> =>
  pipe(
    RTE.asks(({ companies }: HasCompanies) => companies.find(project)),
    RTE.chainTaskEitherK(TE.mapLeft(unreadable)),
    RTE.chainOptionKW(notFound("no such company and project"))((record) => record),
    RTE.filterOrElse(
      (record) => boundKeys(record).includes(apiKeyId),
      notFound("the API key is not one of the project's"),
    ),
  );

const misconfigured = (places: string): Rejection =>
  rejection("CONFIGURATION_ERROR", "The project is not fully configured for this channel", `company record: ${places}`);

const inactive = (): Rejection => rejection("PROJECT_INACTIVE", "The project is not active");

const notAllowed = (channel: Channel) => (): Rejection =>
  rejection("CHANNEL_NOT_ALLOWED", `The project does not allow the channel ${channel}`);

const isActive = E.fromPredicate(({ project_status }: JsonObject) => project_status === "active", inactive);

/** Whether the project may use the channel now, and what it sends with. */
export const permitChannel = (record: JsonObject, channel: Channel): E.Either<Rejection, ChannelSetup> =>
  pipe(
    isActive(record),
    E.chain(decodeOr(AllowedChannels, misconfigured)),
    E.filterOrElse(({ allowed_channels = [] }) => allowed_channels.includes(channel), notAllowed(channel)),
    E.chain(() => pipe(record, decodeOr(CompanyRecord, misconfigured))),
    E.chain(() => pipe(channelSetup(record, channel), E.mapLeft(misconfigured))),
  );
