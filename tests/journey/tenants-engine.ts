import { openaiKey } from "../../infra/secret-names";
import { readOptions } from "../../local/run/options";
import { channels } from "../../runtime/request/channel";
import { limitedProjects, usageTiers } from "./limited-projects";
import { sharedJourney } from "./shared-journey";
import { entryOf, secretsOf, tenants } from "./tenants";

const openai = Object.fromEntries(channels.map((channel) => [openaiKey(channel), { ai_api_key: "local-openai-key" }]));

const config = {
  projects: [...tenants.map(entryOf), ...limitedProjects],
  usageTiers,
  secretValues: Object.assign(openai, ...tenants.map(secretsOf)),
};

/** Gives a suite an engine with several tenants, and projects whose limits are soon reached. */
export const withTenants = sharedJourney((awsUrl) =>
  readOptions([
    ...["--port", "0"],
    ...["--env", `AWS_ENDPOINT_URL=${awsUrl}`],
    ...Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${JSON.stringify(value)}`]),
  ]),
);
