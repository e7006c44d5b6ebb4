import { apiSettings } from "../../infra/config/settings/api-settings";
import { dataSettings } from "../../infra/config/settings/data-settings";
import { deploymentSettings } from "../../infra/config/settings/deployment-settings";
import { functionSettings } from "../../infra/config/settings/function-settings";
import { operationSettings } from "../../infra/config/settings/operation-settings";

import { providerSettings } from "../../infra/config/settings/provider-settings";
import { queueSettings } from "../../infra/config/settings/queue-settings";
import { sendingSettings } from "../../infra/config/settings/sending-settings";
import { projectsSection } from "./projects-section";
import { secretValuesSection } from "./secret-values-section";
import { settingsTable } from "./settings-table";

const introduction = `# Configuration

<!-- Written by scripts/write-configuration-doc.ts from infra/config/settings; edit there. -->

Everything that differs between environments is stack config, in the namespace \`ai-multi-comms\`:

\`\`\`sh
npx pulumi config set batchSize 5 --stack dev     # in Pulumi.dev.yaml
npm start -- --config batchSize=5                 # for one run on this machine
\`\`\`

Lists and structures are JSON text on a command line, and YAML in \`Pulumi.STACK.yaml\`. The config is checked as a whole before
anything is created: every fault is named in one message, with its key and an example of a right value. Unknown keys are faults.
Units are in the names of the keys.`;

/** The text of docs/configuration.md. */
export const configurationDoc = (): string =>
  `${[
    introduction,
    settingsTable("API", apiSettings),
    settingsTable("Functions", functionSettings),
    settingsTable("Queues", queueSettings),
    settingsTable("Sending", sendingSettings),
    settingsTable("Data", dataSettings),
    settingsTable("Operation", operationSettings),
    settingsTable("Providers", providerSettings),
    settingsTable("Deployment", deploymentSettings),
    projectsSection,
    secretValuesSection,
  ].join("\n\n")}\n`;
