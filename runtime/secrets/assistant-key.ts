import * as t from "io-ts";
import { NonEmptyText } from "../codec/non-empty-text";

export const AssistantKey = t.type({ ai_api_key: NonEmptyText });
