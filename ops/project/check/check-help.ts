import { sharedHelp } from "../shared-help";

export const checkHelp = `Compares what is in effect with the config, changes nothing, and ends with exit code 1 if something is wrong.

  npm run project -- check [PROJECT] [options]

  config       the program accepts it; no secret stands in plain text (but in local)
  record       is there and says what the config says
  key          every key of the record is in API Gateway and in a usage plan of the stage
  credentials  the secrets are there and well formed; values are never shown
  template     has exactly the variables that the assistant fills (asks Twilio; SendGrid does not tell)
  model        OpenAI has it, and does not switch it off soon (a warning from 60 days before)

  --offline        looks at the config alone, and at the shut-down dates known when this was written
  --strict         ends with exit code 1 for a warning too, so that a nightly run is seen
${sharedHelp}
The credentials need dynamodb:GetItem on the company table, secretsmanager:GetSecretValue on the projects' secrets, and
apigateway:GET on /apikeys/* and /usageplans.
`;
