import { RunError } from "@pulumi/pulumi";
import { stackConfig } from "../../../infra/config/stack-config";

/** A config without a fault. */
export const rightTexts = { corsOrigins: '["https://app.example.com"]' };

/** The lines that name the faults of a config, without its heading; empty when it is right. */
export const faultsIn = (texts: Readonly<Record<string, string>>, stack = "dev"): readonly string[] => {
  try {
    stackConfig(texts, stack);
    return [];
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.trim().replace(/^ai-multi-comms:/, ""));
  }
};
