import { Command } from "@commander-js/extra-typings";
import { labelsFor } from "../../../infra/config/project-config";
import { channels } from "../../../runtime/request/request";
import { answered } from "../cli/answer";
import { table } from "../cli/terminal";
import { type ProjectEntry, projectEntries } from "../stack-file/stack-file";
import type { AtDesk } from "./project-command";

const limitsOf = ({ usage_tier, rate_limits = {} }: ProjectEntry["project"]): string => {
  if (usage_tier !== undefined) return `tier ${usage_tier}`;
  const { requests_per_minute: minute, requests_per_day: day } = rate_limits;
  const parts = [minute === undefined ? "" : `${minute} a minute`, day === undefined ? "" : `${day} a day`];
  return parts.filter((part) => part !== "").join(", ") || "the usual ones";
};

const rowOf = ({ project }: ProjectEntry) => {
  const used = channels.filter((channel) => project.channels[channel] !== undefined);
  return {
    company_id: project.company_id,
    project_id: project.project_id,
    company_name: project.company_name,
    project_name: project.project_name,
    status: project.project_status ?? "active",
    channels: used,
    simulated: used.filter((channel) => project.channels[channel]?.simulate === true),
    limits: limitsOf(project),
    api_keys: labelsFor(project, "client"),
    desk_keys: labelsFor(project, "desk"),
  };
};

const header = ["COMPANY", "PROJECT", "STATUS", "CHANNELS", "SIMULATED", "LIMITS", "KEYS", "DESK", "NAME"];

const cellsOf = (row: ReturnType<typeof rowOf>): readonly string[] => [
  row.company_id,
  row.project_id,
  row.status,
  row.channels.join(" ") || "none",
  row.simulated.length === row.channels.length ? "all" : row.simulated.join(" ") || "none",
  row.limits,
  row.api_keys.join(" "),
  row.desk_keys.join(" ") || "none",
  `${row.company_name}, ${row.project_name}`,
];

/** `list`: the projects of a stack's config. */
export const listCommand = (atDesk: AtDesk) =>
  new Command("list")
    .description(
      "lists the projects of the config: status, channels, which of them are simulated, limits, keys' labels",
    )
    .action(() =>
      atDesk(async ({ named: { stack }, file, terminal }) => {
        const { entries, faults } = projectEntries(file);
        const rows = entries.map(rowOf);
        const broken = faults.map(({ key, fault }) => `Left out: ${key} ${fault}.`);
        const text =
          rows.length === 0 ? `${file.name} has no projects.` : table(header, rows.map(cellsOf), terminal.columns);
        return answered([text, ...broken].join("\n"), { stack, projects: rows, faults });
      }),
    );
