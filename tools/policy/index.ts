import { PolicyPack } from "@pulumi/policy";
import { policies } from "./rules";

new PolicyPack("ai-multi-comms", { enforcementLevel: "mandatory", policies: [...policies] });
