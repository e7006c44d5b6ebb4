import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { settings } from "../../../infra/config/settings";
import { namesFor } from "../../../infra/stack-names";
import type { StackFile } from "../../stack-file/stack-file";
import { apiGatewayKeyFault } from "./api-gateway-key-fault";
import { deployedClient } from "./deployed-client";
import { deployedProjectClients } from "./project-clients";
import { readingStack } from "./reading-stack";
import type { StackInEffect } from "./stack-in-effect";

type Origin = "openaiUrl" | "twilioUrl" | "sendgridUrl";

const originOf = ({ values }: StackFile, key: Origin): string => {
  const given = values[key];
  return typeof given === "string" ? given : settings[key].fallback;
};

/** A deployed stack, by the names that its program gives to everything; in the region of its config unless another is given. */
export const deployedStack = (
  file: StackFile,
  region: string | undefined,
  warn: (text: string) => void,
): StackInEffect => {
  const { stack, folder } = file;
  const names = namesFor(stack);
  const place = region ?? file.region;
  const clients = deployedProjectClients(place);
  const gateway = new APIGatewayClient(place === undefined ? {} : { region: place });
  const reading = readingStack(
    {
      stack,
      companyTable: names("company-data"),
      conversationsTable: names("conversations"),
      openaiUrl: originOf(file, "openaiUrl"),
      twilioUrl: originOf(file, "twilioUrl"),
      sendgridUrl: originOf(file, "sendgridUrl"),
    },
    clients,
    warn,
  );
  return {
    ...reading,
    keyFault: apiGatewayKeyFault(gateway, stack),
    client: deployedClient(folder, stack),
    close: () => {
      reading.close();
      gateway.destroy();
    },
  };
};
