/**
 * What Lambda does with a function's role to connect it to a network (Lambda developer guide, "Giving Lambda functions
 * access to resources in an Amazon VPC").
 */
export const networkInterfaces: readonly string[] = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];
