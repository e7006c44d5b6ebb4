import { DEFAULT_PORT } from "./options";

export const helpText = `Deploys the Pulumi program (stack "local") to stand-ins on this machine and leaves it running until Ctrl-C.

  npm start -- [options]

  --port N             port of the API on 127.0.0.1 (default ${DEFAULT_PORT}; 0 takes any free one)
  --console-port N     port of the console on 127.0.0.1 (default: the API's and one; 0 takes any free one)
  --no-console         opens no console
  --open               opens the console in the browser once all is up
  --state FOLDER       keeps tables and queues in FOLDER (default: in memory, gone at the end)
  --config KEY=VALUE   overrides the stack config of Pulumi.local.yaml; repeatable; structures as JSON
  --env KEY=VALUE      adds an environment variable to every function; repeatable
                       (AWS_ENDPOINT_URL replaces the addresses of all stand-ins for AWS)
  --ready FILE         writes addresses, keys and names as JSON to FILE once all is up; removed at the end
                       (without it too they are in .local/ready.json, for the other commands)
  --openai-url URL     uses this address instead of the OpenAI stand-in
  --twilio-url URL     uses this address instead of the Twilio stand-in
  --sendgrid-url URL   uses this address instead of the SendGrid stand-in
  --real-providers     talks to OpenAI, Twilio and SendGrid themselves, with keys from the environment:
                       OPENAI_API_KEY, and for each carrier that is to be used
                       TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_TEMPLATE_SID;
                       SENDGRID_API_KEY, SENDGRID_FROM_EMAIL, SENDGRID_TEMPLATE_ID
  --help               shows this

While it runs, npm run up brings it to what the program declares now; npm run up -- --help tells more.
`;
