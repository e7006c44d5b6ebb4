import { integer, oneOf } from "../setting";

/** The functions. */
export const functionSettings = {
  logLevel: oneOf(["DEBUG", "INFO", "WARN", "ERROR"], {
    fallback: "INFO",
    example: "INFO",
    about: "The functions' lowest log level.",
  }),
  routerMemoryMb: integer({ min: 128, max: 10_240, fallback: 256, example: "256", about: "The router's memory, MB." }),
  routerTimeoutSeconds: integer({
    min: 1,
    max: 29,
    fallback: 15,
    example: "15",
    about: "The router's time limit; API Gateway gives up after 29.",
  }),
  processorMemoryMb: integer({
    min: 128,
    max: 10_240,
    fallback: 512,
    example: "512",
    about: "Each processor's memory, MB.",
  }),
  processorTimeoutSeconds: integer({
    min: 2,
    max: 900,
    fallback: 150,
    example: "150",
    about: "Each processor's time limit.",
  }),
} as const;
