import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

new PolicyPack("ai-multi-comms", { enforcementLevel: "mandatory", policies: [...policies] });
