import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import type { ChannelSetup } from "../company/channel-setup";
import type { Company } from "../company/company";
import type { HasCompanies } from "../ports/companies";
import { type Checked, faulty } from "../request/checked";
import type { Channel, DataLimits, ProjectIds, ValidRequest } from "../request/request";
import { tooLargeIn } from "../request/storable-json";
import { countryOf } from "../request/text";
import type { Step } from "../step";
import { type Rejection, rejection, rejectionOf } from "./rejection";

/** One answer for "no such project" and "not your project", so that a tenant cannot probe another; only the log tells. */
export const notFound = (detail: string) => (): Rejection =>
  rejection("COMPANY_NOT_FOUND", "No such company and project for this API key", detail);

export const unavailable = (): Rejection =>
  rejection("DATABASE_ERROR", "The company record cannot be read at the moment");

/** The project, if the caller's API key is one of its own. */
export const findProject =
  (project: ProjectIds, apiKeyId: string): Step<HasCompanies, Rejection, Company> =>
  ({ companies }) =>
    pipe(
      companies.find(project),
      TE.mapLeft(unavailable),
      TE.chainOptionK(notFound("no such company and project"))((found) => found),
      TE.filterOrElse(({ keyIds }) => keyIds.includes(apiKeyId), notFound("the API key is not one of the project's")),
    );

const misconfigured = (places: string): Rejection =>
  rejection("CONFIGURATION_ERROR", "The project is not fully configured for this channel", `company record: ${places}`);

const inactive = (): Rejection => rejection("PROJECT_INACTIVE", "The project is not active");

const notAllowed = (channel: Channel) => (): Rejection =>
  rejection("CHANNEL_NOT_ALLOWED", `The project does not allow the channel ${channel}`);

const allow = ({ allowedChannels }: Company, channel: Channel): E.Either<Rejection, unknown> =>
  pipe(
    allowedChannels,
    E.mapLeft(misconfigured),
    E.filterOrElse((allowed) => allowed.includes(channel), notAllowed(channel)),
  );

/** Whether the project may use the channel now, and what it sends with. A channel that is not allowed needs no complete record. */
const permitChannel = (company: Company, channel: Channel): E.Either<Rejection, ChannelSetup> =>
  pipe(
    company.isActive ? allow(company, channel) : E.left(inactive()),
    E.chain(() => pipe(company.setups[channel], E.mapLeft(misconfigured))),
  );

const notWrittenTo = (): Rejection =>
  rejection("COUNTRY_NOT_ALLOWED", "The project does not write to numbers of the recipient's country on this channel");

/** Of a text message the price is the country's, and who is called earns by it: abroad it goes only where the project says so. */
const ownCountryFor: Readonly<Record<Channel, boolean>> = { whatsapp: false, sms: true, email: false };

const permitCountry =
  ({ address, channel }: ValidRequest) =>
  ({ countries, sender }: ChannelSetup): E.Either<Rejection, unknown> => {
    const allowed = countries ?? (ownCountryFor[channel] ? [countryOf(sender)] : undefined);
    const country = countryOf(address);
    return allowed === undefined || (country !== undefined && allowed.includes(country))
      ? E.right(undefined)
      : E.left(notWrittenTo());
  };

/** Whether the data of a request are within its project's limits; the first place that is not is named, and no value. */
const checkDataSize =
  (limits: DataLimits) =>
  ({ recipient, projectData = {} }: ValidRequest): Checked<unknown> =>
    pipe(
      tooLargeIn(recipient, "recipient_data", limits),
      O.map(({ path, must }) => faulty(path, "INVALID_RECIPIENT_DATA", must)),
      O.alt(() =>
        pipe(
          tooLargeIn(projectData, "project_data", limits),
          O.map(({ path, must }) => faulty(path, "INVALID_PROJECT_DATA", must)),
        ),
      ),
      O.getOrElse((): Checked<unknown> => E.right(undefined)),
    );

/** A project's own limits are known only here, after those of every request. */
const permitData = (request: ValidRequest, company: Company): E.Either<Rejection, unknown> =>
  pipe(
    company.details,
    E.mapLeft(misconfigured),
    E.chain(({ limits }) => pipe(request, checkDataSize(limits), E.mapLeft(rejectionOf))),
  );

/** Whether the project may send this request's message now, and what it sends with. */
export const permitRequest = (request: ValidRequest, company: Company): E.Either<Rejection, ChannelSetup> =>
  pipe(
    permitChannel(company, request.channel),
    E.chainFirst(permitCountry(request)),
    E.chainFirst(() => permitData(request, company)),
  );
