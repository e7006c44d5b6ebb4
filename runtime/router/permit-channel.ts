import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { decodeOr } from "../codec/decode-or";
import type { JsonObject } from "../codec/json-object";
import { type ChannelSetup, channelSetup } from "../company/channel-setup";
import { AllowedChannels, CompanyRecord } from "../company/company-record";
import type { Channel } from "../request/channel";
import { type Rejection, rejection } from "./rejection";

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
