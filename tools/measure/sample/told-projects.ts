import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { JsonObject } from "../../../runtime/codec/json";
import { sampleStack } from "./captured-program";

/** The one of the sample's projects that has a webhook in `toldProjects`. */
export const told = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

/** The sample stack's projects, the first with a webhook at the companies' stand-in and the others with none. */
export const toldProjects = (): readonly JsonObject[] => {
  const { config } = parse(readFileSync(sampleStack("local"), "utf8"));
  return config["ai-multi-comms:projects"].map(({ webhook: _, ...project }: JsonObject) =>
    project.company_id === told.company_id
      ? { ...project, webhook: { url: `http://company.localhost/events/${told.company_id}/${told.project_id}` } }
      : project,
  );
};
